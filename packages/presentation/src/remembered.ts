/** In so many languages, lengths or orders one thing is shown at the same time, at most. */
const keptMax = 4;

/**
 * Makes the same of the same once. A page is decided anew with every report that arrives, and most of its panels have not changed:
 * what was made stays the same object, so that a client draws nothing again. It goes with what it was made of.
 */
export function remembered<Of extends object, Rest extends readonly unknown[], Made>(make: (of: Of, ...rest: Rest) => Made): (of: Of, ...rest: Rest) => Made {
  const known = new WeakMap<Of, readonly { readonly rest: Rest; readonly made: Made }[]>();
  return (of, ...rest) => {
    const before = known.get(of) ?? [];
    const same = before.find((one) => one.rest.length === rest.length && one.rest.every((given, index) => Object.is(given, rest[index])));
    if (same !== undefined) return same.made;
    const made = make(of, ...rest);
    known.set(of, [{ rest, made }, ...before].slice(0, keptMax));
    return made;
  };
}
