/**
 * Whoever one address of a client stands for, where clients are counted: who has one address of IPv6 has 2⁶⁴ of them.
 * Takes addresses as `caller` writes them; what is none stays what it is.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const parts = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'));
  const [first, last] = [parts(head), parts(tail)];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
