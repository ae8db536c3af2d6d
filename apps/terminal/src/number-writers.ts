import { languages, type Language } from '@pegel/domain';
import { localeTag } from '@pegel/presentation';

/** How numbers in messages are written, in each language; what writes them is made for the first one, since it takes longer than a command that has none. */
export function numberWriters(options: Intl.NumberFormatOptions = {}): Readonly<Record<Language, Pick<Intl.NumberFormat, 'format'>>> {
  const made = new Map<Language, Intl.NumberFormat>();
  const writerOf = (language: Language): Intl.NumberFormat => {
    const writer = made.get(language) ?? new Intl.NumberFormat(localeTag(language), options);
    made.set(language, writer);
    return writer;
  };
  const lazy = (language: Language): Pick<Intl.NumberFormat, 'format'> => ({ format: (value: Parameters<Intl.NumberFormat['format']>[0]) => writerOf(language).format(value) });
  return Object.fromEntries(languages.map((language) => [language, lazy(language)])) as Record<Language, Pick<Intl.NumberFormat, 'format'>>; // Object.fromEntries forgets the literal keys.
}
