/** How a file of values separated by signs is written: as programs read it, and as Excel opens it where it is set to German. */
export const dialects = ['standard', 'excel-de'] as const;
export type Dialect = (typeof dialects)[number];

/** What a file of rows can be: a list in one of the dialects, or JSON for programs. */
export const fileFormats = [...dialects, 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];
