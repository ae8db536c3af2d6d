import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { columnsFindings } from './columns.js';
import { dataExportFindings } from './data-export.js';
import { held, type Contest, type Figure, type Findings } from './figures.js';
import { importFindings } from './import.js';
import { ingestFindings } from './ingest.js';
import { serveHistory, type History } from './million.js';
import { pageFindings } from './page.js';
import { reportFindings } from './reports.js';
import { machine, rounded, sections, type Result, type Results, type Section } from './results.js';
import type { Scale } from './scale/organisation.js';
import { remove, type Serving } from './server.js';
import { startFindings } from './start.js';
import { streamFindings } from './streams.js';
import { terminalFindings } from './terminal.js';
import { visibleFindings } from './visible.js';

/** What every section is given. */
export interface Bench {
  /** For files that are gone afterwards. */
  readonly folder: string;
  readonly rounds: number;
  /** How many milliseconds an opponent takes of one contest at most: whoever is slow is asked less often. */
  readonly patience: number;
  /** For how long a screen is left open. */
  readonly leftOpenSeconds: number;
  /** How many look on at once. */
  readonly streams: number;
  readonly corpusMegabytes: number;
  readonly exportMebibytes: number;
  readonly history: History;
  /** Organisations that other engines have as well. */
  readonly scales: readonly Scale[];
  /** The longest range of which reports are asked for. */
  readonly daysMax: number;
  /** Only looks whether everything works. */
  readonly isSmall: boolean;
  /** Measures something beside its opponents, and says at once what came of it. */
  contest(contest: Omit<Contest, 'rounds'> & { readonly rounds?: number }): Promise<Figure>;
  /** Says at once what came of something. */
  tellFigure(figure: Figure): void;
  /** Says something at once. */
  tell(text: string): void;
  /** The server with the long history, started by whoever needs it first. */
  historyServer(): Promise<Serving>;
}

const findings: Readonly<Record<Section, (bench: Bench) => Promise<Findings>>> = {
  import: importFindings,
  'data-export': dataExportFindings,
  ingest: ingestFindings,
  visible: visibleFindings,
  streams: streamFindings,
  columns: columnsFindings,
  start: startFindings,
  reports: reportFindings,
  page: pageFindings,
  terminal: terminalFindings,
};

/** Those that ask the server with the long history. */
const overHistory: readonly Section[] = ['reports', 'page', 'terminal'];

/** `small` is only whether everything works; `usual` says within minutes how things stand; `large` is what is published. */
const sizes = {
  small: { history: { people: 20, months: 2 }, people: 40, events: [4_000], rounds: 1, patience: 30_000, leftOpenSeconds: 3, daysMax: 91, streams: 40, corpusMegabytes: 1, exportMebibytes: 2 },
  usual: { history: { people: 100, months: 13 }, people: 1_000, events: [20_000, 200_000], rounds: 2, patience: 4_000, leftOpenSeconds: 15, daysMax: 365, streams: 1_000, corpusMegabytes: 10, exportMebibytes: 32 },
  large: { history: { people: 1_600, months: 13 }, people: 100_000, events: [1_000_000, 10_000_000, 50_000_000], rounds: 9, patience: 30_000, leftOpenSeconds: 60, daysMax: 365, streams: 10_000, corpusMegabytes: 100, exportMebibytes: 1_024 },
} as const;

const kept = fileURLToPath(new URL('../../../docs/results/benchmarks.json', import.meta.url));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false }, large: { type: 'boolean', default: false }, megabytes: { type: 'string' }, days: { type: 'string' }, rounds: { type: 'string' }, people: { type: 'string' }, events: { type: 'string' }, output: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !sections.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}". Known are ${sections.join(', ')}.`);
  const isSmall = values.small;
  const size = isSmall ? sizes.small : values.large ? sizes.large : sizes.usual;
  const output = values.output ?? (size === sizes.large ? kept : null);
  const folder = mkdtempSync(join(tmpdir(), 'pegel-bench-'));
  let server: Promise<Serving> | undefined;
  let measured: Figure[] = [];
  const ending = new AbortController();
  // Whoever asks twice does not wait.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort(new Error('The run was ended.')));
  const keepFigure = (figure: Figure): void => {
    tellFigure(figure);
    measured.push(figure);
    ending.signal.throwIfAborted();
  };
  const rounds = numberIn('rounds', values.rounds, size.rounds);
  const bench: Bench = {
    folder,
    isSmall,
    history: size.history,
    scales: (values.events?.split(',') ?? size.events).map((events) => ({ people: numberIn('people', values.people, size.people), events: numberIn('events', String(events), 1) })),
    daysMax: numberIn('days', values.days, size.daysMax),
    rounds,
    patience: size.patience,
    leftOpenSeconds: size.leftOpenSeconds,
    streams: size.streams,
    corpusMegabytes: numberIn('megabytes', values.megabytes, size.corpusMegabytes),
    exportMebibytes: numberIn('megabytes', values.megabytes, size.exportMebibytes),
    tell,
    tellFigure: keepFigure,
    async contest(given) {
      // Whether everything works is seen by doing it once.
      const figure = await held({ rounds, warmsUp: !isSmall, ...given });
      keepFigure(figure);
      return figure;
    },
    historyServer: () => (server ??= serveHistory(size.history, isSmall ? folder : tmpdir(), tell)),
  };
  let results: Results = output !== null && existsSync(output) ? (JSON.parse(readFileSync(output, 'utf8')) as Results) : {}; // It was written below.
  try {
    for (const section of sections.filter((name) => positionals.length === 0 || positionals.includes(name))) {
      tell(`▸ ${section}`);
      // The long history is loaded before anything is measured.
      if (overHistory.includes(section)) await bench.historyServer();
      const about = { date: new Date().toISOString().slice(0, 10), machine: machine() };
      measured = [];
      const found = await findings[section](bench).catch((error: unknown): Findings => {
        if (!ending.signal.aborted) throw error;
        return { figures: measured, over: [] };
      });
      results = rounded({ ...results, [section]: { ...about, ...found } satisfies Result });
      // What is published is a whole section or none.
      const file = ending.signal.aborted ? (values.output ?? join(tmpdir(), 'pegel-bench-ended.json')) : output;
      if (file !== null) write(file, results);
      if (ending.signal.aborted) {
        tell(`The run was ended. What was measured until then is in ${file}.`);
        break;
      }
    }
  } finally {
    await (await server)?.stop();
    remove(folder);
  }
}

function write(output: string, results: Results): void {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${JSON.stringify(results, null, 2)}\n`);
}

function numberIn(name: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1; got "${text}".`);
  return value;
}

const short = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 });
const tellFigure = ({ name, unit, ours, opponents }: Figure): void =>
  tell(`  ${name}: ${short(ours.median)} ${unit}${opponents.map(({ name: opponent, ratio }) => (ratio === null ? '' : `, ${short(ratio)} × ${opponent}`)).join('')}`);
const tell = (text: string): void => console.log(text);

await main();
