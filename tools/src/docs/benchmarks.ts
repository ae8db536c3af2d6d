import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure, Note } from '../bench/figures.js';
import { sections, type Result, type Results, type Section } from '../bench/results.js';
import { judged, type Judgement } from '../bench/targets.js';
import { madeBy, table, type Document } from './document.js';

const kept = 'docs/results/benchmarks.json';
/** What the shorter run has found, which whoever repeats it compares theirs with. */
const keptUsual = 'docs/results/benchmarks-usual.json';

function resultsIn(path: string): Results {
  const file = fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}; // `npm run bench` wrote it.
}

const titles: Readonly<Record<Section, string>> = { import: 'Importing transcripts', 'data-export': 'Importing a data export', ingest: 'Taking events in', visible: 'From an event to a report', streams: 'Looking on', columns: 'Columns in memory', start: 'From a start to the first page', reports: 'Reports', page: 'The dashboard in a browser', terminal: 'The terminal' };

const how: Readonly<Record<Section, string>> = {
  import: 'Constructed Claude Code transcripts of realistic shape: most bytes are results of tools, and an answer has a line for each of its blocks. Reading and mapping runs in one process; `pegel import` is the binary, sending to a server whose ledger is new.',
  'data-export': 'The constructed export of an organisation as one zip, nearly all of it one list of conversations. Reading and mapping runs in one process, and unpacks everything twice: nothing of a file is sent before its checksum was right. `pegel import` is the binary, sending to a server whose ledger is new; its peak is the largest of all rounds. The opponents unpack it and do nothing, and unpack it and build each conversation with the streaming parser from npm. `JSON.parse` of the whole is none: the longest text there can be is half a gibibyte.',
  ingest: '`POST /v1/events` over loopback HTTP to the binary, on connections that stay open, on top of the events that are there; each answer comes after the durable commit (`synchronous=FULL`). One opponent writes the same number of rows into the same table with the same indexes and pragmas, in a file of its own that was empty: one prepared statement in a loop, one transaction a batch, in the measuring process, without HTTP, parsing or checks. The other is PostgreSQL on the same disk, on top of the same events: a narrow table of whole numbers with a primary key and one index, one durable statement a batch over columns that leaves out what is there already.',
  visible: 'One event, of somebody who has sent before, is posted to the binary, and once that is answered a report over HTTP is asked for: the weekly active users and messages of each of 28 days. It must count the event, every time. PostgreSQL inserts the row and answers the same numbers, over its own protocol, without people, rights or JSON. While events pour in, one sender posts a thousand after the other to the days that are asked for.',
  streams: 'Streams of changes, each a connection of its own that enters by a token, opened by one process over loopback; one event is posted, and it is waited until the last of them was told. The opponent keeps as many answers open and writes one line to each, without anybody entering, looking after rights or merging what happens. While nothing happens, ours look whether their readers may still be here.',
  columns: 'All reports the Overview asks for, one after another, in one process without HTTP, over events that are made to measure: few people do most of them, there is little at weekends, use grows over thirteen months, one event of fifty arrives up to a week late, and each quarter one person of a hundred moves to another department. They reach Pegel through its door, and the others, which are installed for this alone, as one file of lines that was never in Pegel. The others are plain SQL over Pegel’s own ledger, DuckDB and ClickHouse in the same process, and PostgreSQL as a server of its own; each has two threads, and DuckDB eight gigabytes. They are asked in whole numbers, in whatever form was the fastest: sums of the same days together, different things by groups of them, windows that slide by who enters and leaves them; and the department of each event’s person on its day stands in its row, which spares them looking it up. They are spared seats, invites, bases of spend, reasons and whether numbers are whole, which Pegel says. **Before anything is measured, all of them must say exactly the same numbers.** Plain SQL is asked up to ten million events, since it sorts each event once for each window that it is in. No opponent takes more than half a minute of one contest: whoever is slow is asked less often, and of whoever took longer than that the first time counts. Ours may take four gibibytes for its columns, where a server gives them a quarter of one unless it is told otherwise. **Ours tells again what it has told** as long as nothing of the days that a report looks at is another, so that all who look at a page take it once, and the others count each time. So it is also asked after an event on the last of the days, when all that this day has a part in is counted and told anew; the engines in its process are spared the event. The server answers the same questions over HTTP, all at once. A growth of 1 is in proportion to the events; 0 is none.',
  start: 'The binary is started over a ledger whose days are sealed, as they are of every server that ran before, and asked for the whole Overview of thirty days over HTTP, all reports at once, until the last was answered. The others, which have the same events, open their files anew in a process that runs already, and answer the same numbers one after another.',
  reports: 'The reports the Overview asks for, over HTTP with sign-in, permission and JSON, one after another, and as the page asks them: all at once. The opponent is the plainest SQL for the same numbers in the same file, on a connection of its own in the measuring process; before anything is measured, both must say the same. It counts the periods compared with too, and is spared seats and invites, bases of spend and reasons.',
  page: 'A first visit with an empty cache in Chromium, its processor slowed down 4 times, over a line of 9.6 Mbit/s with 40 ms latency; the server has the history above. The opponent is a page of one line that the same server sends. From a key to the paint is the time until the frame after it was drawn, on a page that has come to rest; what is asked of the server then comes later, and is not waited for. The opponent is a key on a page with nothing on it. Reports that are only asked for once another was answered are counted by holding every answer back until the page has nothing more to ask; how many reports there are depends on the panels, not on how many people are counted.',
  terminal: 'From starting a process to its end, against the server with the history above; the opponent starts Node and does nothing. The screen is started in a terminal of 80 × 24 that does not answer what its background is, which is waited for a tenth of a second, and is measured to the frame that has numbers: those that were last seen there, or those of the server.',
};

/** The newest results of `npm run bench` with what they mean. */
export const benchmarksDocument: Document = {
  path: 'docs/benchmarks.md',
  text() {
    const [results, usual] = [resultsIn(kept), resultsIn(keptUsual)];
    return [
      '# Benchmarks',
      '',
      madeBy(`\`${kept}\` and \`${keptUsual}\`, which \`npm run bench\` writes`),
      '',
      'Every figure stands beside an opponent that was measured in the same run, in turns, so that a ratio means the same on',
      'another machine. A figure is the median of its rounds, with the lowest and the highest in brackets. The ratio is the',
      'median of the rounds’ own: what is ours divided by what is the opponent’s.',
      '',
      '```sh',
      'npm run bench                       # how things stand, in seven to ten minutes: less of everything; keeps nothing but `--output FILE`; the last part of this page',
      'npm run bench -- reports page       # a part',
      'npm run bench -- --large            # what there is to publish; five hours, most of them for 50 million events of 100,000 people, and 70 GB on the disk',
      'npm run bench -- columns --large --events 1000000,10000000   # another size; an hour and a half, and 20 GB',
      'npm run bench -- --small            # only whether it works',
      '```',
      '',
      'Histories are loaded once and kept in the folder for temporary files, and so are the opponents, which are installed there by npm.',
      ...sections.flatMap((section) => {
        const result = results[section];
        return result === undefined ? [] : ['', ...sectionText(section, result)];
      }),
      ...usualText(usual),
      '',
    ].join('\n');
  },
};

/** The shorter run: the same sections over less of everything, a table each. */
function usualText(results: Results): string[] {
  const found = sections.flatMap((section) => (results[section] === undefined ? [] : [{ section, ...results[section] }]));
  if (found.length === 0) return [];
  const rows = ({ figures }: Result): string[][] => figures.map(({ name, unit, ours, opponents }) => [name, `${number(ours.median)} ${unit}`.trimEnd(), opponents.flatMap(({ name: opponent, ratio }) => (ratio === null || unit === '' ? [] : [`${number(ratio)} × ${opponent}`])).join(' · ')]);
  return [
    '',
    '## How things stand in minutes',
    '',
    'What `npm run bench` finds where nothing else is said: a thousand people at most, 200,000 events, fewer rounds. From a fresh clone, with nothing in npm’s cache and no opponent installed, it took just under seven minutes on the machine below. What the sections above say of how it is measured holds here as well; what is wanted is wanted of the sizes above.',
    ...found.flatMap((result) => ['', `### ${titles[result.section]}, in minutes`, '', aboutMachine(result), '', table(['What', 'Ours', 'Ours ÷ theirs'], rows(result))]),
  ];
}

const aboutMachine = ({ date, runs = 1, machine: { cores, processor, memoryGibibytes, system, node, sqlite, load } }: Result): string =>
  `Measured on ${date}: ${cores} cores (${processor}), ${memoryGibibytes} GiB, ${system}, Node ${node}, SQLite ${sqlite}; load ${load} when it began.${runs === 1 ? '' : ` Put together of ${runs} runs of that day.`}${load > cores ? ' **Other programs wanted the same cores, so that times are too long and only ratios can be read.**' : ''}`;

function sectionText(section: Section, result: Result): string[] {
  const { over, figures } = result;
  const judgements = judged(section, result);
  return [
    `## ${titles[section]}`,
    '',
    how[section],
    '',
    `${aboutMachine(result)}${over.length === 0 || over.length > 12 ? '' : ` ${over.map(noteText).join(' · ')}.`}`,
    ...(over.length > 12 ? ['', table(['Beside it', ''], over.map(({ name, value, unit }) => [name, `${number(value)} ${unit}`.trimEnd()]))] : []),
    '',
    ...figureTables(figures),
    ...(judgements.length === 0 ? [] : ['', table(['Wanted', 'From', 'Measured', ''], judgements.map(judgementRow))]),
    ...missedTexts(judgements),
  ];
}

/** Where there are many opponents, each has a column; otherwise each has a row. */
function figureTables(figures: readonly Figure[]): string[] {
  const wide = figures.filter(({ opponents }) => opponents.length >= manyOpponents);
  const others = figures.filter(({ opponents }) => opponents.length < manyOpponents);
  const names = [...new Set(wide.flatMap(({ opponents }) => opponents.map(({ name }) => name)))];
  const cell = ({ unit, opponents }: Figure, name: string): string => {
    const opponent = opponents.find((other) => other.name === name);
    return opponent === undefined ? '' : `${number(opponent.spread.median)} ${unit}`.trimEnd() + (opponent.ratio === null || unit === '' ? '' : ` (${number(opponent.ratio)})`);
  };
  return [
    ...(wide.length === 0 ? [] : ['In brackets after an opponent’s median: ours divided by theirs.', '', table(['What', 'Ours', ...names], wide.map((figure) => [figure.name, spreadText(figure.ours, figure.unit), ...names.map((name) => cell(figure, name))]))]),
    ...(others.length === 0 ? [] : [...(wide.length === 0 ? [] : ['']), table(['What', 'Ours', 'Opponent', 'Theirs', 'Ours ÷ theirs'], others.flatMap(figureRows))]),
  ];
}

const manyOpponents = 3;

/** Each reason once, with whatever was missed for it. */
function missedTexts(judgements: readonly Judgement[]): string[] {
  const missed = new Map<string, Set<string>>();
  for (const { of, isReached, whenMissed } of judgements) if (!isReached) missed.set(whenMissed, (missed.get(whenMissed) ?? new Set()).add(of));
  return [...missed].flatMap(([whenMissed, names]) => ['', `**Missed: ${[...names].join(' · ')}.** ${whenMissed}`]);
}

const figureRows = ({ name, unit, ours, opponents, moreIsBetter }: Figure): string[][] =>
  opponents.map(({ name: opponent, spread, ratio }, index) => [
    index === 0 ? name : '',
    index === 0 ? spreadText(ours, unit) : '',
    opponent,
    spreadText(spread, unit),
    ratio === null ? '–' : `${number(ratio)} (${moreIsBetter === ratio > 1 ? 'better' : 'worse'})`,
  ]);

/** "71 ms (48–78; p95 76)"; of what was measured once only that. */
function spreadText({ median, p95, lowest, highest }: Figure['ours'], unit: string): string {
  const between = lowest === highest ? '' : ` (${number(lowest)}–${number(highest)}${p95 === undefined || p95 === highest ? '' : `; p95 ${number(p95)}`})`;
  return `${number(median)} ${unit}`.trimEnd() + between;
}

const noteText = ({ name, value, unit }: Note): string => `${name}: ${number(value)}${unit === '' ? '' : ` ${unit}`}`;

const judgementRow = ({ of, against, least, most, from, value, unit, isReached }: Judgement): string[] => [
  against === undefined ? `${of}: ${least === undefined ? `at most ${number(most ?? 0)}` : `at least ${number(least)}`} ${unit}`.trimEnd() : `${of}: ${number(least ?? 0)} times as good as ${against}`,
  from,
  `${number(value)} ${unit}`.trimEnd(),
  isReached ? 'reached' : 'missed',
];

const number = (value: number): string => value.toLocaleString('en', Math.abs(value) >= 1_000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
