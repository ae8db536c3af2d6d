import { languages, type Language } from '@pegel/domain';
import { localeTag } from '@pegel/presentation';

/** How numbers in messages are written, in each language. */
export const numberWriters = (options: Intl.NumberFormatOptions = {}): Readonly<Record<Language, Intl.NumberFormat>> =>
  Object.fromEntries(languages.map((language) => [language, new Intl.NumberFormat(localeTag(language), options)])) as Record<Language, Intl.NumberFormat>; // Object.fromEntries forgets the literal keys.
