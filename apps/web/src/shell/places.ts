import type { ReaderView } from '@pegel/client';
import { languages, type Language, type Words } from '@pegel/domain';
import { keyWordsIn, pageIds, wordsIn, type PalettePlace } from '@pegel/presentation';
import { glossaryOf, pagesFor } from './pages.js';

const inEach = (text: (language: Language) => string): Words => Object.fromEntries(languages.map((language) => [language, text(language)])) as unknown as Words; // Object.fromEntries forgets the literal keys.

/** The pages beside those of numbers that somebody may open, as they are searched for. */
export function placesFor(reader: ReaderView): readonly PalettePlace[] {
  const { slug } = reader.organisation;
  const glossary = glossaryOf(reader);
  return [
    ...pagesFor(reader).filter(({ id }) => pageIds.every((page) => page !== id)).map(({ id, label }): PalettePlace => ({ id, title: inEach(label), address: `/${slug}/${id}` })),
    ...(glossary === null ? [] : [{ id: 'metrics', title: inEach((language) => wordsIn(language).nav.metrics), address: glossary }]),
    ...ownPlacesOf(reader),
    { id: 'my-data', title: inEach((language) => wordsIn(language).nav.myData), address: `/${slug}/my-data` },
    { id: 'privacy', title: inEach((language) => wordsIn(language).nav.privacy), address: `/${slug}/privacy` },
    { id: 'account', title: inEach((language) => wordsIn(language).nav.account), address: '/account' },
  ];
}

/** How Pegel looks and which keys it has: kept in everybody's own browser. */
export const ownPlacesOf = ({ organisation: { slug } }: ReaderView): readonly PalettePlace[] => [
  { id: 'appearance', title: inEach((language) => keyWordsIn(language).appearance.title), address: `/${slug}/settings/appearance` },
  { id: 'keyboard', title: inEach((language) => keyWordsIn(language).keyboard.title), address: `/${slug}/settings/keyboard` },
];
