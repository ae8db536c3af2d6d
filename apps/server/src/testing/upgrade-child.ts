/*
 * A program of its own that brings a file up to date and prints what it went through. KILL_DURING_BACKUP kills it once a
 * backup that is being written has that many bytes.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MigrationError, openUpToDate, type Component } from '@pegel/sqlite';
import { moments, pass } from './moments.js';

const [file = '', components = ''] = process.argv.slice(2);

/** A thread, because nothing else of this process runs while SQLite writes. */
function killOnceWritten(bytes: number): Promise<void> {
  const watch = `
    const { readdirSync, statSync } = require('node:fs');
    const { parentPort, workerData } = require('node:worker_threads');
    parentPort.postMessage('watching');
    for (;;) {
      for (const name of readdirSync(workerData.folder)) {
        if (!name.endsWith('.partial')) continue;
        try {
          if (statSync(workerData.folder + '/' + name).size >= workerData.bytes) process.kill(process.pid, 'SIGKILL');
        } catch {
          continue; // It was renamed between the two looks.
        }
      }
    }`;
  const worker = new Worker(watch, { eval: true, workerData: { folder: dirname(file), bytes } });
  worker.unref();
  return new Promise((resolve) => worker.once('message', () => resolve()));
}

const bytes = process.env.KILL_DURING_BACKUP;
if (bytes !== undefined) await killOnceWritten(Number(bytes));
try {
  const database = openUpToDate(file, JSON.parse(readFileSync(components, 'utf8')) as readonly Component[], { program: '99.0.0' }); // The test has written it.
  pass('up to date, and not closed');
  database.close();
  process.stdout.write(JSON.stringify({ moments }));
} catch (error) {
  if (!(error instanceof MigrationError)) throw error;
  process.stdout.write(JSON.stringify({ refused: error.message }));
  process.exitCode = 1;
}
process.exit();
