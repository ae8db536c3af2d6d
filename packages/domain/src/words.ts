/** The languages every user-facing text exists in. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** A text in every language; one that is missing does not compile. */
export type Words = Readonly<Record<Language, string>>;
