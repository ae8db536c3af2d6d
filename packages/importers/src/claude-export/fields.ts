/** An object of an export, whatever is in it. */
export type Fields = Readonly<Record<string, unknown>>;

/** What the wire takes as a key, with room for what is put before it to make an id. */
export const keyOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 150 && value.trim() !== '' && !value.startsWith('@') && value.isWellFormed() ? value : null;

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where parts of an export differ it is not said which is newer, but it has to be the same one whatever is read first. */
export const leastOf = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
