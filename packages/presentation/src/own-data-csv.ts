import { metricOf, type Language, type OwnData, type OwnSpend, type Period } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';
import { formatIn } from './format.js';
import { basisText, listedFacts, lookerText, lookText, purposeText } from './own-data.js';
import { ownDataWordsIn } from './own-data-words.js';

interface Line {
  readonly section: string;
  readonly name: string;
  readonly period: string;
  readonly value: string;
  readonly kind: 'text' | 'number';
}

const columns: readonly Column<Line>[] = [
  column('section', 'word', ({ section }) => section),
  column('name', 'text', ({ name }) => name),
  column('period', 'days', ({ period }) => period),
  column('value', ({ kind }) => kind, ({ value }) => value),
];

/** Days as a cell: one of them, or the first and the last. */
const periodCell = ({ from, to }: Period): string => (from === to ? from : `${from}/${to}`);

const measured = ['amount', 'listAmount', 'credits', 'requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const satisfies readonly (keyof OwnSpend)[];

/** Somebody's own data a row a datum: which part it belongs to, what it is, of which days, and what it says. Numbers are exact. */
export function ownDataRows({ at, email, held, reports, spend, looks, unmaskings, organisation: { currency } }: OwnData, language: Language): Rows {
  const words = ownDataWordsIn(language);
  const format = formatIn(language, { currency, today: null });
  const line = (section: string, name: string, period: string, value: string): Line => ({ section, name, period, value, kind: 'text' });
  const number = (section: string, name: string, period: string, value: string): Line => ({ section, name, period, value, kind: 'number' });
  const lines = [
    line(words.title, words.held.email, at, email),
    ...(held === null ? [] : listedFacts(held, language, { date: (text) => text, list: format.list }).map(({ label, value }) => line(words.held.title, label, at, value))),
    ...(held?.words ?? []).flatMap(({ source, id, email: address, name, firstAt, lastAt }) =>
      ([[words.held.id, id], [words.held.email, address], [words.held.name, name]] as const).flatMap(([label, value]) => (value === null ? [] : [line(words.held.title, `${label} (${source})`, `${firstAt}/${lastAt}`, value)])),
    ),
    ...(reports.isShown ? reports.reports : []).flatMap(({ rows, metrics }) =>
      rows.flatMap((row) =>
        metrics.flatMap((name) => {
          const value = row.values[name] ?? null;
          const { label, unit } = metricOf(name);
          return value === null ? [] : [number(words.seen.title, unit === 'money' ? `${label[language]} (${currency})` : label[language], periodCell(row), String(value))];
        }),
      ),
    ),
    ...(spend.isShown ? spend.lines : []).flatMap((said) =>
      measured.flatMap((column) => {
        const value = said[column];
        const what = `${said.model ?? words.spend.noModel}, ${words.spend[column]}, ${basisText(said, language)}`;
        return value === null || !spend.isShown ? [] : [number(words.spend.title, what, periodCell(spend), String(value))];
      }),
    ),
    ...looks.entries.map((look) => line(words.looks.title, lookerText(look, language), look.at, `${lookText(look, language)}; ${words.looks.why}: ${look.purpose ?? words.looks.noPurpose}`)),
    ...unmaskings.map((one) => line(words.unmaskings.title, one.requestedBy ?? words.unmaskings.gone, `${one.from}/${one.until}`, `${purposeText(one)}; ${words.unmaskings.agreed}: ${one.approvedBy ?? words.unmaskings.gone}`)),
  ];
  return rowsOf(columns, lines);
}
