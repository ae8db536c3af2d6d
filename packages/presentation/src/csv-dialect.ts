/** How a file of values separated by signs is written: as programs read it, and as Excel opens it where it is set to German. */
export const dialects = ['standard', 'excel-de'] as const;
export type Dialect = (typeof dialects)[number];
