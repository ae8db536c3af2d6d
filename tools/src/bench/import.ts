import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claudeCode } from '@pegel/importers';
import { binary } from '../../e2e/binary.js';
import { writeCorpus } from './corpus.js';
import { milliseconds, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { founded, remove, serve } from './server.js';

const megabyte = 1_000_000;

/** How fast transcripts are read and mapped, against reading and parsing them and doing nothing. */
export async function importFindings({ folder, rounds, corpusMegabytes, contest }: Bench): Promise<Findings> {
  const corpus = join(folder, 'transcripts');
  const { bytes, lines, files } = writeCorpus(corpus, corpusMegabytes * megabyte);
  const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.jsonl')).map((path) => join(corpus, path));
  const speed = async (work: () => Promise<unknown> | unknown) => bytes / megabyte / ((await milliseconds(work)) / 1000);

  let events = 0;
  const map = async () => {
    events = 0;
    for await (const _ of (await claudeCode.open(corpus)).events()) events += 1;
  };
  const opponents = {
    'reading the files': () => speed(() => paths.reduce((sum, path) => sum + readFileSync(path).length, 0)),
    'JSON.parse of each line': () => speed(() => paths.reduce((sum, path) => sum + parsedLines(path), 0)),
  };

  return {
    figures: [
      await contest({ name: 'read and mapped to events', unit: 'MB/s', moreIsBetter: true, ours: () => speed(map), opponents }),
      await contest({ name: '`pegel import`: mapped, sent and stored', unit: 'MB/s', moreIsBetter: true, rounds: Math.min(rounds, 3), ours: () => importedIntoNew(join(folder, 'import'), corpus, speed), opponents }),
    ],
    over: [
      { name: 'transcripts', value: bytes / megabyte, unit: 'MB' },
      { name: 'files', value: files, unit: '' },
      { name: 'lines', value: lines, unit: '' },
      { name: 'events', value: events, unit: '' },
    ],
  };
}

/** The lines of a file, parsed the shortest way there is. */
function parsedLines(path: string): number {
  let count = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    JSON.parse(line);
    count += 1;
  }
  return count;
}

async function importedIntoNew(folder: string, corpus: string, speed: (work: () => Promise<unknown>) => Promise<number>): Promise<number> {
  const server = await serve(await founded(folder, 'UTC'));
  try {
    return await speed(() => promisify(execFile)(process.execPath, [binary, 'import', 'claude-code', corpus], { env: { ...process.env, PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey } }));
  } finally {
    await server.stop();
    remove(folder);
  }
}
