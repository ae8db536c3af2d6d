import { rename, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Day } from '@pegel/domain';
import type { OverviewModel, TablesPageModel } from '@pegel/presentation';
import { openFile, openMarked } from './download.js';
import type { Connection } from './reader.js';

/** A file of a page: its name, and where the server has it. */
export interface PageFile {
  readonly name: string;
  readonly path: string;
  /** Whether the name is the server's, which says how people are named in it. */
  readonly isServers?: boolean;
}

/** What a page shows as files, and the spend of every person where it has any. */
export function filesOn(model: OverviewModel | TablesPageModel, day: Day): readonly PageFile[] {
  const panels = 'charts' in model
    ? model.charts.flatMap(({ id, csvUrl }) => (csvUrl === null ? [] : [{ name: `overview-${id}`, path: csvUrl }]))
    : model.panels.flatMap(({ id, queries, files }) => files.map(({ url }, index) => ({ name: `${model.page}-${files.length === 1 ? id : queries[index]}`, path: url })));
  return [
    ...panels.map(({ name, path }) => ({ name: `pegel-${name}-${day}.csv`, path })),
    ...(model.spendExport?.url === undefined || model.spendExport.url === null ? [] : [{ name: `pegel-spend-by-user-${day}.csv`, path: model.spendExport.url }]),
  ];
}

/**
 * Writes files of a page into a folder; returns their names. Beside a table of single people stands who has it, when and what for,
 * as the server describes it: the table has no place for it.
 */
export async function exportFiles(files: readonly PageFile[], folder: string, connection: Connection): Promise<string[]> {
  const written: string[] = [];
  for (const { name, path, isServers = false } of files) {
    const { content, disclosure, description } = await openMarked(connection, path, name.endsWith('.json') ? 'application/json' : 'text/csv');
    const own = disclosure === null || isServers ? name : name.replace(/\.csv$/, `-${disclosure.names}.csv`);
    await writeWhole(content, join(folder, own));
    written.push(own);
    if (disclosure === null || description === null) continue;
    const beside = `${own.replace(/\.\w+$/, '')}.meta.json`;
    await writeWhole(await openFile(connection, description, 'application/json'), join(folder, beside));
    written.push(beside);
  }
  return written;
}

/** Under its name a file is whole or not there at all. It can hold names of people, so it is only its owner's to read. */
async function writeWhole(content: AsyncIterable<Uint8Array>, file: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    await pipeline(content, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
