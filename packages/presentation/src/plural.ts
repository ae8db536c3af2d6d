/** Picks the form of a counted noun; English and German both have two. */
export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);
