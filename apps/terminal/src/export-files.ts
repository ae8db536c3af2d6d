import { rename, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Day } from '@pegel/domain';
import type { OverviewModel } from '@pegel/presentation';
import { openCsv } from './download.js';
import type { Connection } from './reader.js';

/** Writes what the Overview shows as files, and the spend of every person; returns their names. */
export async function exportOverview(model: OverviewModel, day: Day, folder: string, connection: Connection): Promise<string[]> {
  const wanted = [
    ...model.charts.map(({ id, csvUrl }) => ({ name: `pegel-overview-${id}-${day}.csv`, path: csvUrl })),
    ...(model.spendExport === null ? [] : [{ name: `pegel-spend-by-user-${day}.csv`, path: model.spendExport.url }]),
  ];
  for (const { name, path } of wanted) await writeWhole(await openCsv(connection, path), join(folder, name));
  return wanted.map(({ name }) => name);
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
