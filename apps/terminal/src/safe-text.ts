/**
 * A text from outside as it may be drawn, on one line. Escape sequences in a model's or a person's name could move the
 * cursor, recolour the screen or write to the clipboard; direction marks could reorder a line.
 */
export const safeText = (text: string): string =>
  text
    .replace(escapeSequences, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(disputedWidths, '');

// Some terminals give these no cells and others two: the colour of a skin, the frame of a key, and whether the character before is drawn as an emoji.
const disputedWidths = /(?<=\p{Emoji_Modifier_Base})\p{Emoji_Modifier}|[\u20e3\ufe0e\ufe0f]/gu;

// Operating-system commands and their like with everything up to their end, then cursor and colour sequences, then short ones.
// oxlint-disable-next-line no-control-regex -- these characters are what is being looked for.
const escapeSequences = /(?:\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])[\s\S]*?(?:\x07|\x1B\\|\x9C|$)|(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?|\x1B[ -/]*[0-~]?/g;
