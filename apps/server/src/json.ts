const depthMax = 64;

/** `JSON.parse`, which would build millions of nested lists from a few megabytes of brackets, with a limit to depth. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`JSON is nested deeper than ${depthMax} levels`);
  return JSON.parse(text);
}

const quote = 0x22;
const backslash = 0x5c;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === backslash) index++;
      else if (character === quote) isInString = false;
    } else if (character === quote) isInString = true;
    else if (character === 0x5b || character === 0x7b) {
      depth++;
      if (depth > depthMax) return true;
    } else if (character === 0x5d || character === 0x7d) depth--;
  }
  return false;
}
