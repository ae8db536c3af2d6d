import { languageNames, languages, memberships, type Language, type Words } from '@pegel/domain';
import { comparisonChoices, grainChoices, initialView, linkParameters, pageIds, panelsOn, picturedOn, pinnedTo, rangeChoices, rankingsOn, tablePages, toUrl, usualRange, weekChoices, windowChoices, wordsIn, type LinkParameter, type PageId, type ViewState } from '@pegel/presentation';
import { madeBy, table, type Document } from './document.js';

const organisation = 'nordwind-ag';
const code = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(' ');
/** The same in every language. */
const same = (text: string): Words => Object.fromEntries(languages.map((language) => [language, text])) as unknown as Words; // Object.fromEntries forgets the literal keys.
const either = (values: readonly string[]): Words => same(code(values));
const day: Words = { en: 'a day, `2026-11-22`', de: 'ein Tag, `2026-11-22`' };
const none = same('–');
const named = code(rangeChoices);
const kinds = code(memberships.map((dimension) => `${dimension}:`));
const [usual] = rangeChoices.filter((range) => range === usualRange('overview'));
const others = pageIds.filter((page) => usualRange(page) !== usual);

interface Told {
  readonly values: Words;
  /** What holds where it is not there. */
  readonly otherwise: Words;
  readonly says: Words;
}

/** Every parameter: one that is missing here does not compile. */
const parameters: Readonly<Record<LinkParameter, Told>> = {
  range: {
    values: { en: `${named}, or days such as \`2026-10-26..2026-11-22\``, de: `${named} oder Tage wie \`2026-10-26..2026-11-22\`` },
    otherwise: either([usual ?? '', ...others.map((page) => `${page}: ${usualRange(page)}`)]),
    says: { en: 'The days of the page, both ends included.', de: 'Die Tage der Seite, einschließlich beider Enden.' },
  },
  end: { values: day, otherwise: { en: 'the last complete day', de: 'der letzte vollständige Tag' }, says: { en: 'Pinned: a range with a name ends on this day, and the page is not live.', de: 'Fixiert: Ein Zeitraum mit Namen endet an diesem Tag, und die Seite ist nicht live.' } },
  today: { values: either(['1']), otherwise: { en: 'without today', de: 'ohne heute' }, says: { en: 'Ranges that are not pinned run up to the day that is not over.', de: 'Zeiträume, die nicht fixiert sind, reichen bis zum laufenden Tag.' } },
  cmp: { values: either(comparisonChoices), otherwise: either([initialView(organisation).comparison]), says: { en: 'Compared with the period before, with the year before, or with nothing.', de: 'Verglichen mit dem Zeitraum davor, mit dem Vorjahr oder mit nichts.' } },
  by: { values: either(grainChoices), otherwise: { en: 'as coarse as the range needs it', de: 'so grob, wie der Zeitraum es braucht' }, says: { en: 'The size of the steps.', de: 'Die Größe der Schritte.' } },
  week: { values: either(weekChoices), otherwise: either([initialView(organisation).week]), says: { en: 'Weekly active users of the seven days before each day, or of the weeks of the calendar.', de: 'Wöchentlich aktive Benutzer der sieben Tage vor jedem Tag oder der Kalenderwochen.' } },
  group: {
    values: { en: `${kinds} and its name as in a report; \`@unattributed\` is whoever is in none`, de: `${kinds} und der Name wie in einem Bericht; \`@unattributed\` sind alle, die zu nichts gehören` },
    otherwise: { en: 'everyone', de: 'alle' },
    says: { en: 'Whose numbers these are. One at a time; where it is none of these days, everyone is shown and that is said.', de: 'Wessen Zahlen das sind. Jeweils eine; wo es sie in diesen Tagen nicht gibt, werden alle gezeigt, und das wird gesagt.' },
  },
  day: { values: day, otherwise: { en: 'the last complete day', de: 'der letzte vollständige Tag' }, says: { en: 'The day of a table of a single day.', de: 'Der Tag einer Tabelle eines einzelnen Tages.' } },
  win: { values: either(windowChoices), otherwise: either([initialView(organisation).win]), says: { en: 'Spend by model over 30, 91 or 365 days.', de: 'Ausgaben nach Modell über 30, 91 oder 365 Tage.' } },
  d: { values: day, otherwise: none, says: { en: 'The day that the charts of the page point at.', de: 'Der Tag, auf den die Diagramme der Seite zeigen.' } },
  table: { values: { en: 'names of pictures, with commas', de: 'Namen von Bildern, mit Kommas' }, otherwise: none, says: { en: 'Pictures that are shown as tables.', de: 'Bilder, die als Tabellen gezeigt werden.' } },
  all: { values: { en: 'names of rankings, with commas', de: 'Namen von Ranglisten, mit Kommas' }, otherwise: none, says: { en: 'Rankings down to their end.', de: 'Ranglisten bis zum Ende.' } },
  explain: { values: { en: 'a metric, `chats`; with its panel and day where it stands several times, `chats:chats_course:2026-11-22`', de: 'eine Kennzahl, `chats`; mit Bereich und Tag, wo sie mehrfach steht, `chats:chats_course:2026-11-22`' }, otherwise: none, says: { en: 'The number that is being explained.', de: 'Die Zahl, die erklärt wird.' } },
  q: { values: { en: 'text', de: 'Text' }, otherwise: none, says: { en: 'What a list is filtered by; never of a list of people.', de: 'Wonach eine Liste gefiltert ist; nie bei einer Liste von Personen.' } },
  sort: { values: { en: 'a column, `rank` `name` or a metric; `-` in front for the most first', de: 'eine Spalte, `rank` `name` oder eine Kennzahl; `-` davor für das Größte zuerst' }, otherwise: { en: 'the list’s own order', de: 'die eigene Reihenfolge' }, says: { en: 'What a list is sorted by.', de: 'Wonach eine Liste sortiert ist.' } },
  lang: { values: either(languages), otherwise: { en: 'the reader’s own', de: 'die der lesenden Person' }, says: { en: 'Only in links that fix the language.', de: 'Nur in Links, die die Sprache festlegen.' } },
};

const example: ViewState = { ...initialView(organisation, 'spend'), panel: 'spend_by_model_course', range: '90d', group: { dimension: 'department', key: 'Engineering' } };

const [follows, pinned] = [toUrl(example), toUrl(pinnedTo(example, '2026-11-22'))];

const openings: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Everything somebody looks at stands in the address, and nothing else: no name of a person, no e-mail address, no token, no colours. The browser and the terminal (`pegel open`, `pegel url`) read and write it with one parser.',
    '',
    '`/{organisation}/{page}`, behind it `/{panel}` where one has the page to itself, and then the parameters in the order below. What is as usual is left out, what is unknown is dropped, and a value that means nothing falls back and is said once.',
    '',
    'A link has two forms. **Copy link** follows: whoever opens it next week sees the days that are the last ones then. **Copy link with these dates** is pinned: it keeps its days.',
    '',
    `- follows: \`${follows}\``,
    `- pinned: \`${pinned}\``,
  ],
  de: [
    'Alles, was jemand ansieht, steht in der Adresse, und sonst nichts: kein Name einer Person, keine E-Mail-Adresse, kein Token, keine Farben. Browser und Terminal (`pegel open`, `pegel url`) lesen und schreiben sie mit einem Parser.',
    '',
    '`/{Organisation}/{Seite}`, dahinter `/{Bereich}`, wo einer die Seite für sich hat, und dann die Parameter in der Reihenfolge unten. Was wie üblich ist, fehlt; Unbekanntes fällt weg; ein Wert, der nichts bedeutet, wird durch den üblichen ersetzt, und das wird einmal gesagt.',
    '',
    'Ein Link hat zwei Formen. **Link kopieren** folgt: Wer ihn nächste Woche öffnet, sieht die Tage, die dann die letzten sind. **Link mit diesen Tagen kopieren** ist fixiert: Er behält seine Tage.',
    '',
    `- folgt: \`${follows}\``,
    `- fixiert: \`${pinned}\``,
  ],
};

const headings: Readonly<Record<Language, Readonly<Record<'parameter' | 'values' | 'otherwise' | 'says' | 'panels' | 'page' | 'alone' | 'tables' | 'whole', string>>>> = {
  en: { parameter: 'Parameter', values: 'Values', otherwise: 'Otherwise', says: 'What it says', panels: 'Panels', page: 'Page', alone: 'Can have the page to themselves', tables: 'Pictures, for `table`', whole: 'Rankings, for `all`' },
  de: { parameter: 'Parameter', values: 'Werte', otherwise: 'Sonst', says: 'Was er sagt', panels: 'Bereiche', page: 'Seite', alone: 'Können die Seite für sich haben', tables: 'Bilder, für `table`', whole: 'Ranglisten, für `all`' },
};

const titleOf = (page: PageId, language: Language): string => tablePages.find(({ id }) => id === page)?.title[language] ?? wordsIn(language).nav.overview;

function told(language: Language): readonly string[] {
  const said = headings[language];
  return [
    ...openings[language], '',
    table([said.parameter, said.values, said.otherwise, said.says], linkParameters.map((name) => [`\`${name}\``, parameters[name].values[language], parameters[name].otherwise[language], parameters[name].says[language]])), '',
    `### ${said.panels}`, '',
    table([said.page, said.alone, said.tables, said.whole], pageIds.map((page) => [`\`${page}\` ${titleOf(page, language)}`, ...[panelsOn(page), picturedOn(page), rankingsOn(page)].map((ids) => (ids.length === 0 ? none[language] : code(ids)))])),
  ];
}

/** What an address can say, from the tables of its parser. */
export const linksDocument: Document = {
  path: 'docs/links.md',
  text: () => [madeBy('`packages/presentation/src/view-state.ts`'), '', '# Links', ...languages.flatMap((language) => ['', `## ${languageNames[language]}`, '', ...told(language)])].join('\n') + '\n',
};
