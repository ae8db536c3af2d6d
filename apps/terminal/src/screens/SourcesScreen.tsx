import { useRef, useState } from 'react';
import { deliveriesTable, localeOf, sourceDetails, sourceDetailWordsIn, sourcesModel, type SourceDetails, type SourceModel } from '@pegel/presentation';
import { factLines, proseLines } from '../components/place-lines.js';
import { tableLines } from '../components/table-lines.js';
import { padEnd, widthOf } from '../fit.js';
import { drawn, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { placeWords } from './place-words.js';
import { PlaceFrame, type PlacePanel } from './PlaceFrame.js';
import type { PlaceScreenProps } from './screen-props.js';
import { useAnswer } from './use-answer.js';
import { usePlaceKeys } from './use-place-keys.js';

/** Where the numbers come from, how each source does, and what became of what it delivered. */
export function SourcesScreen(props: PlaceScreenProps) {
  const { organisation, language, theme, size, status, source } = props;
  const { value: view, problem, again } = useAnswer('sources', () => source.sources());
  const { value: log, problem: logProblem, again: logAgain } = useAnswer('deliveries', () => source.deliveries());
  const [at, setAt] = useState(0);
  const newest = useRef(at);
  newest.current = at;
  const locale = localeOf(language, { currency: view?.currency ?? organisation.currency, today: view?.today ?? null });
  const { words } = locale;
  const own = placeWords[language];
  const { account, facts } = words.sources;
  const columns = [account.source, account.status, facts.completeTo, facts.lastDelivery];
  const model = view === null ? null : sourcesModel(view, locale);
  const details = view === null ? [] : sourceDetails(view, locale);
  const chosen = model?.sources[at];
  const chosenDetails = details[at];
  const loading = (why: string) => [line(why === '' ? words.state.loading : why, why === '' ? 'hint' : 'error')];
  const panels: readonly PlacePanel[] = [
    {
      id: 'sources', title: words.sources.title, foot: own.source,
      at: () => at + 1,
      lines: (width) => (model === null ? loading(problem) : model.empty !== null ? proseLines([model.empty], width, theme) : sourceLines(model.sources, details, at, width, columns, sourceDetailWordsIn(language).columns.strip, theme)),
    },
    ...(chosen === undefined || chosenDetails === undefined ? [] : [{ id: 'source', title: chosen.name, note: chosen.status.text, lines: (width: number) => detailLines(chosen, chosenDetails, width, theme) }]),
    ...(model === null || model.empty !== null ? [] : [{
      id: 'account', title: model.account.caption,
      lines: (width: number) => {
        const { heading, rows } = tableLines(model.account, width, theme);
        return [heading, ...rows, ...proseLines([model.law], width, theme)];
      },
    }]),
    {
      id: 'log', title: sourceDetailWordsIn(language).log.title,
      lines: (width) => {
        if (log === null) return loading(logProblem);
        const { heading, rows } = tableLines(deliveriesTable(log.deliveries, log.timeZone, locale), width, theme);
        return log.deliveries.length === 0 ? [line(own.none)] : [heading, ...rows];
      },
    },
  ];
  const { focus, scroll } = usePlaceKeys(props, panels, {
    move: (step, place) => {
      if (place !== 'sources' || model === null) return false;
      newest.current = Math.max(0, Math.min(model.sources.length - 1, newest.current + step));
      setAt(newest.current);
      return true;
    },
    refresh: () => {
      again();
      logAgain();
    },
  });
  const summary = model === null ? '' : `${model.summary.glyph === '!' ? `${theme.glyphs.warning} ` : ''}${model.empty ?? model.summary.text}`;
  return <PlaceFrame place="sources" organisation={organisation} note={model?.empty === null ? summary : ''} panels={panels} focus={focus} scroll={scroll} status={status} actions={['panel.next', 'data.refresh', 'open.browser', 'palette', 'language.toggle', 'quit']} size={size} language={language} theme={theme} />;
}

/** What its columns are called, and a line a source: how it does, what it is complete to, when it was heard, and its days, the newest at the right. */
function sourceLines(sources: readonly SourceModel[], details: readonly SourceDetails[], at: number, width: number, columns: readonly string[], stripOf: (days: string) => string, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  const shapes = { full: glyphs.complete, hollow: glyphs.open, none: glyphs.same };
  const cells = sources.map(({ name, status, waiting }, index) => [name, `${glyphOf(status.glyph, theme)} ${status.text}${waiting === null ? '' : ` ${glyphs.warning} ${waiting.text}`}`, details[index]?.completeTo ?? '', details[index]?.received ?? ''].map((text) => drawn(text, glyphs)));
  const headings = columns.map((text) => drawn(text, glyphs));
  const widths = headings.map((heading, column) => Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[column] ?? ''))));
  const fitting = [4, 3, 2, 1].find((count) => widths.slice(0, count).reduce((sum, one) => sum + one + 2, 2) <= width) ?? 1;
  const lineOf = (row: readonly string[]) => row.slice(0, fitting).map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ');
  const room = Math.max(0, width - 2 - widthOf(lineOf(headings)) - 2);
  const shown = Math.min(room, ...sources.map(({ strip }) => strip.days.length));
  // A heading that would be cut says nothing: the days are seen to be days.
  const over = drawn(stripOf(String(shown)), glyphs);
  const heading = line(`  ${lineOf(headings)}${room < 5 || widthOf(over) > room ? '' : `  ${over}`}`, 'value');
  return [heading, ...sources.map(({ strip }, index) => {
    const text = lineOf(cells[index] ?? []);
    const days = strip.days.slice(-Math.min(room, strip.days.length)).map(({ shape }) => shapes[shape]).join('');
    const whole = `${index === at ? glyphs.cursor : ' '} ${text}${room < 5 ? '' : `  ${days}`}`;
    return [span(index === at ? padEnd(whole, width) : whole, index === at ? 'cursor' : 'plain')];
  })];
}

function glyphOf(glyph: SourceModel['status']['glyph'], { glyphs }: Theme): string {
  return { '●': glyphs.complete, '○': glyphs.open, '◐': glyphs.provisional, '–': glyphs.separator, '!': glyphs.warning }[glyph];
}

const detailLines = ({ facts, strip }: SourceModel, details: SourceDetails, width: number, theme: Theme): readonly Line[] => [
  ...factLines([...facts, ...details.facts.map(({ label, lines }) => ({ label, value: lines.join(' ') }))], width, theme),
  ...proseLines([strip.summary, details.metrics.label, ...details.failure], width, theme),
];
