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
import { remove, type Serving } from './server.js';
import { streamFindings } from './streams.js';
import { terminalFindings } from './terminal.js';

/** What every section is given. */
export interface Bench {
  /** For files that are gone afterwards. */
  readonly folder: string;
  readonly rounds: number;
  readonly corpusMegabytes: number;
  readonly exportMebibytes: number;
  readonly history: History;
  /** The longest range of which reports are asked for. */
  readonly daysMax: number;
  /** Only looks whether everything works. */
  readonly isSmall: boolean;
  /** Measures something beside its opponents, and says at once what came of it. */
  contest(contest: Omit<Contest, 'rounds'> & { readonly rounds?: number }): Promise<Figure>;
  /** Says something at once. */
  tell(text: string): void;
  /** The server with the long history, started by whoever needs it first. */
  historyServer(): Promise<Serving>;
}

const findings: Readonly<Record<Section, (bench: Bench) => Promise<Findings>>> = {
  import: importFindings,
  'data-export': dataExportFindings,
  ingest: ingestFindings,
  streams: streamFindings,
  columns: columnsFindings,
  reports: reportFindings,
  page: pageFindings,
  terminal: terminalFindings,
};

const kept = fileURLToPath(new URL('../../../docs/results/benchmarks.json', import.meta.url));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false }, megabytes: { type: 'string' }, days: { type: 'string' }, rounds: { type: 'string' }, people: { type: 'string' }, output: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !sections.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}". Known are ${sections.join(', ')}.`);
  const isSmall = values.small;
  const output = values.output ?? (isSmall ? null : kept);
  const folder = mkdtempSync(join(tmpdir(), 'pegel-bench-'));
  const history: History = isSmall ? { people: 20, months: 2 } : { people: numberIn('people', values.people, 1_600), months: 13 };
  let server: Promise<Serving> | undefined;
  const rounds = numberIn('rounds', values.rounds, isSmall ? 1 : 9);
  const bench: Bench = {
    folder,
    isSmall,
    history,
    daysMax: numberIn('days', values.days, isSmall ? 91 : 365),
    rounds,
    corpusMegabytes: numberIn('megabytes', values.megabytes, isSmall ? 1 : 100),
    exportMebibytes: numberIn('megabytes', values.megabytes, isSmall ? 2 : 1_024),
    tell,
    async contest(given) {
      const figure = await held({ rounds, ...given });
      const { name, unit, ours, opponents } = figure;
      tell(`  ${name}: ${short(ours.median)} ${unit}${opponents.map(({ name: opponent, ratio }) => (ratio === null ? '' : `, ${short(ratio)} × ${opponent}`)).join('')}`);
      return figure;
    },
    historyServer: () => (server ??= serveHistory(history, isSmall ? folder : tmpdir(), tell)),
  };
  let results: Results = output !== null && existsSync(output) ? (JSON.parse(readFileSync(output, 'utf8')) as Results) : {}; // It was written below.
  try {
    for (const section of sections.filter((name) => positionals.length === 0 || positionals.includes(name))) {
      tell(`▸ ${section}`);
      // The long history is loaded before anything is measured.
      if (section !== 'import' && section !== 'data-export' && section !== 'ingest' && section !== 'streams') await bench.historyServer();
      const about = { date: new Date().toISOString().slice(0, 10), machine: machine() };
      const result: Result = { ...about, ...(await findings[section](bench)) };
      results = rounded({ ...results, [section]: result });
      if (output !== null) write(output, results);
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

const short = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en');
const tell = (text: string): void => console.log(text);

await main();
