import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { openDatabase } from '@pegel/sqlite';
import type { Findings } from './figures.js';

export const sections = ['import', 'data-export', 'ingest', 'visible', 'streams', 'columns', 'start', 'reports', 'page', 'terminal'] as const;
export type Section = (typeof sections)[number];

/** What a section found, when, and on what. Nothing here names a machine or a place on it. */
export interface Result extends Findings {
  readonly date: string;
  /** Of how many runs of that day it was put together, such as one for each size; missing: it is one. */
  readonly runs?: number;
  readonly machine: Machine;
}

interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGibibytes: number;
  readonly system: string;
  readonly node: string;
  readonly sqlite: string;
  /** How many processes wanted to run when the section began; above the number of cores they waited for each other. */
  readonly load: number;
}

/** The file of results: the newest of each section. */
export type Results = Readonly<Partial<Record<Section, Result>>>;

export function machine(): Machine {
  const database = openDatabase(':memory:');
  const sqlite = String(database.prepare('SELECT sqlite_version()').pluck().get());
  database.close();
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version.slice(1),
    sqlite,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** Ready for JSON: four digits are more than a machine repeats. */
export const rounded = (results: Results): Results => JSON.parse(JSON.stringify(results, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value))) as Results; // The same shape with other numbers.
