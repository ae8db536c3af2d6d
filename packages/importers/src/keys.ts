/** What the wire takes as an id. */
export const isId = (text: string | null): text is string => text !== null && text.length <= 200 && !/\p{Surrogate}/u.test(text);

/** What the wire takes as the key of a thing. */
export const isKey = (text: string | null): text is string => isId(text) && text.trim() !== '' && !text.startsWith('@');
