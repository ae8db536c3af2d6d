/** The languages every user-facing text exists in. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What each calls itself. */
export const languageNames: Words = { en: 'English', de: 'Deutsch' };

/** The language that a tag such as `de-AT` or `de_DE.UTF-8` names; the first of ours where it names none. */
export const languageOf = (tag: string): Language => languages.find((language) => tag.toLowerCase().split(/[^a-z]/)[0] === language) ?? languages[0];

/** The language after this one, for a key that goes through all of them. */
export const nextLanguage = (language: Language): Language => languages[(languages.indexOf(language) + 1) % languages.length] ?? language;

/** A text in every language; one that is missing does not compile. */
export type Words = Readonly<Record<Language, string>>;
