/** The encodings that an Accept-Encoding names; whoever refuses one by name ("br;q=0") does not take it. */
export function encodingsTaken(header: string): ReadonlySet<string> {
  const named = header.toLowerCase().split(',').map((part) => part.split(';').map((piece) => piece.trim()));
  return new Set(named.flatMap(([encoding = '', ...parameters]) => (parameters.some((parameter) => /^q\s*=\s*0(\.0*)?$/.test(parameter)) ? [] : [encoding])));
}
