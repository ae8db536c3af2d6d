import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure, Note } from '../bench/figures.js';
import { sections, type Result, type Results, type Section } from '../bench/results.js';
import { judged, type Judgement } from '../bench/targets.js';
import { madeBy, table, type Document } from './document.js';

const kept = 'docs/results/benchmarks.json';
const file = fileURLToPath(new URL(`../../../${kept}`, import.meta.url));

const titles: Readonly<Record<Section, string>> = { import: 'Importing transcripts', 'data-export': 'Importing a data export', ingest: 'Taking events in', streams: 'Looking on', columns: 'Columns in memory', reports: 'Reports', page: 'The dashboard in a browser', terminal: 'The terminal' };

const how: Readonly<Record<Section, string>> = {
  import: 'Constructed Claude Code transcripts of realistic shape: most bytes are results of tools, and an answer has a line for each of its blocks. Reading and mapping runs in one process; `pegel import` is the binary, sending to a server whose ledger is new.',
  'data-export': 'The constructed export of an organisation as one zip, nearly all of it one list of conversations. Reading and mapping runs in one process, and unpacks everything twice: nothing of a file is sent before its checksum was right. `pegel import` is the binary, sending to a server whose ledger is new; its peak is the largest of all rounds. The opponents unpack it and do nothing, and unpack it and build each conversation with the streaming parser from npm. `JSON.parse` of the whole is none: the longest text there can be is half a gibibyte.',
  ingest: '`POST /v1/events` over loopback HTTP to the binary, on connections that stay open; each answer comes after the durable commit (`synchronous=FULL`). The opponent writes the same number of rows into a copy of the same table with the same indexes and pragmas: one prepared statement in a loop, one transaction a batch, in the measuring process, without HTTP, parsing or checks.',
  streams: 'Streams of changes, each a connection of its own that enters by a token, opened by one process over loopback; one event is posted, and it is waited until the last of them was told. The opponent keeps as many answers open and writes one line to each, without anybody entering, looking after rights or merging what happens. While nothing happens, ours look whether their readers may still be here.',
  columns: 'All reports the Overview asks for, one after another, in one process without HTTP: counted from columns in memory, by SQL over the same ledger, and by DuckDB, which is installed for this alone, has the same events in columns of its own and two threads. Before anything is measured, the first two must say the same to the last field, and DuckDB the same numbers. DuckDB is asked for one aggregate after another, by SQL that counts each day first and then its windows; it is spared seats, invites, bases of spend and reasons, which both others say. The first time is that of a server that has just started, after the directory was read.',
  reports: 'The reports the Overview asks for, over HTTP with sign-in, permission and JSON, one after another, and as the page asks them: all at once. The opponent is the plainest SQL for the same numbers in the same file, on a connection of its own in the measuring process; before anything is measured, both must say the same. It counts the periods compared with too, and is spared seats and invites, bases of spend and reasons.',
  page: 'A first visit with an empty cache in Chromium, its processor slowed down 4 times, over a line of 9.6 Mbit/s with 40 ms latency; the server has the history above. The opponent is a page of one line that the same server sends. From a key to the paint is the time until the frame after it was drawn, on a page that has come to rest; what is asked of the server then comes later, and is not waited for. The opponent is a key on a page with nothing on it. Reports that are only asked for once another was answered are counted by holding every answer back until the page has nothing more to ask; how many reports there are depends on the panels, not on how many people are counted.',
  terminal: 'From starting a process to its end, against the server with the history above; the opponent starts Node and does nothing. The screen is started in a terminal of 80 × 24 that does not answer what its background is, which is waited for a tenth of a second, and is measured to the frame that has numbers: those that were last seen there, or those of the server.',
};

/** The newest results of `npm run bench` with what they mean. */
export const benchmarksDocument: Document = {
  path: 'docs/benchmarks.md',
  text() {
    const results: Results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}; // `npm run bench` wrote it.
    return [
      '# Benchmarks',
      '',
      madeBy(`\`${kept}\`, which \`npm run bench\` writes`),
      '',
      'Every figure stands beside an opponent that was measured in the same run, in turns, so that a ratio means the same on',
      'another machine. A figure is the median of its rounds, with the lowest and the highest in brackets. The ratio is the',
      'median of the rounds’ own: what is ours divided by what is the opponent’s.',
      '',
      '```sh',
      'npm run bench                       # everything; the long history is loaded once, and kept in the folder for temporary files',
      'npm run bench -- reports page       # a part',
      'npm run bench -- columns --people 10000 --output other.json   # over a larger organisation, which takes its time to load',
      'npm run bench -- --small            # only whether it works; writes nothing',
      '```',
      ...sections.flatMap((section) => {
        const result = results[section];
        return result === undefined ? [] : ['', ...sectionText(section, result)];
      }),
      '',
    ].join('\n');
  },
};

function sectionText(section: Section, result: Result): string[] {
  const { date, machine, over, figures } = result;
  const { cores, processor, memoryGibibytes, system, node, sqlite, load } = machine;
  const judgements = judged(section, result);
  return [
    `## ${titles[section]}`,
    '',
    how[section],
    '',
    `Measured on ${date}: ${cores} cores (${processor}), ${memoryGibibytes} GiB, ${system}, Node ${node}, SQLite ${sqlite}; load ${load} when it began.${load > cores ? ' **Other programs wanted the same cores, so that times are too long and only ratios can be read.**' : ''}${over.length === 0 ? '' : ` ${over.map(noteText).join(' · ')}.`}`,
    '',
    table(['What', 'Ours', 'Opponent', 'Theirs', 'Ours ÷ theirs'], figures.flatMap(figureRows)),
    ...(judgements.length === 0 ? [] : ['', table(['Wanted', 'From', 'Measured', ''], judgements.map(judgementRow))]),
    ...judgements.filter(({ isReached }) => !isReached).flatMap(({ of, whenMissed }) => ['', `**Missed: ${of}.** ${whenMissed}`]),
  ];
}

const figureRows = ({ name, unit, ours, opponents, moreIsBetter }: Figure): string[][] =>
  opponents.map(({ name: opponent, spread, ratio }, index) => [
    index === 0 ? name : '',
    index === 0 ? spreadText(ours, unit) : '',
    opponent,
    spreadText(spread, unit),
    ratio === null ? '–' : `${number(ratio)} (${moreIsBetter === ratio > 1 ? 'better' : 'worse'})`,
  ]);

const spreadText = ({ median, lowest, highest }: Figure['ours'], unit: string): string => `${number(median)} ${unit} (${number(lowest)}–${number(highest)})`;
const noteText = ({ name, value, unit }: Note): string => `${name}: ${number(value)}${unit === '' ? '' : ` ${unit}`}`;

const judgementRow = ({ of, least, most, from, value, unit, isReached }: Judgement): string[] => [
  `${of}: ${least === undefined ? `at most ${number(most ?? 0)}` : `at least ${number(least)}`} ${unit}`,
  from,
  `${number(value)} ${unit}`,
  isReached ? 'reached' : 'missed',
];

const number = (value: number): string => (Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en');
