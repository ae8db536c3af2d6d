/** What a source can be called: 1 to 40 lower-case letters, digits and hyphens. */
export const isSourceName = (text: string): boolean => /^[a-z0-9-]{1,40}$/.test(text);
