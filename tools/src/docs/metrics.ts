import { languageNames, languages, metricNames, type Language } from '@pegel/domain';
import { catalogueMarkdown, definitionOf } from '@pegel/presentation';
import { madeBy, table, type Document } from './document.js';

const openings: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'What every number of Pegel counts and promises. The same texts stand behind ⓘ in the browser, `e` in the terminal,',
    '`pegel explain` and `pegel metrics`, there with the real operands, days, sources and completeness of the number.',
    '',
    '- **Days** are civil days in the organisation’s time zone. What is not covered by a source is null with a reason, never 0.',
    '- **Money** is an exact decimal in the organisation’s currency. Per day and surface only lines of the best basis present count: billed, then estimated by the vendor, then estimated by the client, then computed from a price table.',
    '- **Spend lines that count** are those of that basis.',
    '- **Where sources overlap** one of them counts, per day and surface: events before a vendor’s counts of people’s days, and these before a number that somebody else reported. Two are never added.',
    '- **A definition’s version** is raised whenever the number it gives could differ; every report names the versions it used.',
  ],
  de: [
    'Was jede Zahl von Pegel zählt und zusagt. Dieselben Texte stehen im Browser hinter ⓘ, im Terminal hinter `e`, hinter',
    '`pegel explain` und `pegel metrics`, dort mit den wirklichen Operanden, Tagen, Quellen und der Vollständigkeit der Zahl.',
    '',
    '- **Tage** sind Kalendertage in der Zeitzone der Organisation. Was keine Quelle abdeckt, ist leer mit einem Grund, niemals 0.',
    '- **Geld** ist eine genaue Dezimalzahl in der Währung der Organisation. Je Tag und Oberfläche zählen nur Zeilen der besten vorhandenen Grundlage: abgerechnet, dann vom Anbieter geschätzt, dann vom Client geschätzt, dann aus einer Preistabelle berechnet.',
    '- **Ausgabenzeilen, die zählen** sind die dieser Grundlage.',
    '- **Wo sich Quellen überschneiden**, zählt je Tag und Oberfläche eine: Ereignisse vor dem, was ein Anbieter je Person und Tag gezählt hat, und dieses vor einer gemeldeten Zahl. Zwei werden nie addiert.',
    '- **Die Version einer Definition** steigt, sobald ihre Zahl anders ausfallen könnte; jeder Bericht nennt die verwendeten Versionen.',
  ],
};

const headings: Readonly<Record<Language, readonly string[]>> = { en: ['Metric', 'Name', 'Unit'], de: ['Kennzahl', 'Name', 'Einheit'] };

/** What there is, at a glance; each leads to its section. */
const indexIn = (language: Language): string =>
  table(
    headings[language],
    metricNames.map((name) => {
      const { label, entries } = definitionOf(name, language);
      return [`[${label}](#${anchorOf(label, language)})`, `\`${name}\``, entries.find(({ id }) => id === 'unit')?.lines.join(' ').replace(/\.$/, '') ?? ''];
    }),
  );

/** The anchor that renderers of Markdown give a heading: a number follows where the page has had it before, in another language. */
function anchorOf(heading: string, language: Language): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');
  const before = languages.slice(0, languages.indexOf(language)).filter((other) => metricNames.some((name) => plain(definitionOf(name, other).label) === plain(heading)));
  return before.length === 0 ? plain(heading) : `${plain(heading)}-${before.length}`;
}

const titles: Readonly<Record<Language, string>> = { en: 'Metrics', de: 'Kennzahlen' };

/** Every metric with its words, from the definitions that compute it. */
export const metricsDocument: Document = {
  path: 'docs/metrics.md',
  text: () => {
    const others = languages.slice(1).map((language) => `[${languageNames[language]}](#${titles[language].toLowerCase()})`).join(' · ');
    return languages
      .flatMap((language, index) => [`# ${titles[language]}`, '', ...(index === 0 ? [madeBy('`packages/domain/src/metrics.ts`'), '', others, ''] : []), ...openings[language], '', indexIn(language), '', catalogueMarkdown(language, 2)])
      .join('\n');
  },
};
