import { join } from 'node:path';
import { JSONParser } from '@streamparser/json';
import { claudeExport } from '@pegel/importers';
import yauzl from 'yauzl';
import { pegelWithPeak } from '../../e2e/peak-memory.js';
import { writeExportCorpus } from './export-corpus.js';
import { milliseconds, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { founded, remove, serve } from './server.js';

const mebibyte = 1024 * 1024;

/** How fast a data export is read and mapped, against unpacking it and parsing it, and how much memory that takes. */
export async function dataExportFindings({ folder, rounds, exportMebibytes, contest }: Bench): Promise<Findings> {
  const corpus = join(folder, 'export.zip');
  const { bytes, conversations, messages } = await writeExportCorpus(corpus, exportMebibytes * mebibyte);
  const few = Math.min(rounds, 3);
  const speed = async (work: () => Promise<unknown>) => bytes / 1_000_000 / ((await milliseconds(work)) / 1000);

  let events = 0;
  const map = async () => {
    events = 0;
    for await (const _ of (await claudeExport.open(corpus)).events()) events += 1;
  };
  const opponents = {
    'unpacking alone': () => speed(() => unpacked(corpus, () => undefined)),
    'unpacking, and @streamparser/json for each conversation': () => speed(() => parsed(corpus)),
  };

  let peak = 0;
  const figures = [
    await contest({ name: 'export read and mapped to events', unit: 'MB/s', moreIsBetter: true, rounds: few, ours: () => speed(map), opponents }),
    await contest({
      name: '`pegel import claude-export`: mapped, sent and stored', unit: 'MB/s', moreIsBetter: true, rounds: few, opponents,
      ours: () => importedIntoNew(join(folder, 'data-export'), corpus, speed, (mebibytes) => {
        peak = Math.max(peak, mebibytes);
      }),
    }),
  ];
  return {
    figures,
    over: [
      { name: 'JSON, unpacked', value: bytes / mebibyte, unit: 'MiB' },
      { name: 'conversations', value: conversations, unit: '' },
      { name: 'messages of people', value: messages, unit: '' },
      { name: 'events', value: events, unit: '' },
      { name: 'most resident memory of `pegel import claude-export`', value: peak, unit: 'MiB' },
    ],
  };
}

async function unpacked(path: string, onChunk: (chunk: Buffer) => void): Promise<void> {
  const zip = await yauzl.openPromise(path);
  for await (const entry of zip.eachEntry()) {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) onChunk(chunk); // The library's streams are of bytes.
  }
}

/** The usual way to read a list that is larger than the longest text there can be, which is half a gibibyte. */
async function parsed(path: string): Promise<number> {
  let count = 0;
  const zip = await yauzl.openPromise(path);
  for await (const entry of zip.eachEntry()) {
    const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
    parser.onValue = () => {
      count += 1;
    };
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) parser.write(chunk); // As above.
  }
  return count;
}

async function importedIntoNew(folder: string, corpus: string, speed: (work: () => Promise<unknown>) => Promise<number>, onPeak: (mebibytes: number) => void): Promise<number> {
  const server = await serve(await founded(folder, 'UTC'));
  try {
    return await speed(async () => {
      const { code, stderr, peakMebibytes } = await pegelWithPeak(['import', 'claude-export', corpus], { PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey }, folder);
      if (code !== 0) throw new Error(stderr);
      onPeak(peakMebibytes);
    });
  } finally {
    await server.stop();
    remove(folder);
  }
}
