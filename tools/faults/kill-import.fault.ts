import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../src/demo/random.js';
import { foundIn, pegel, type Founded } from '../e2e/binary.js';
import { record, seed, wanted } from './figures.js';
import { inLanes } from './lanes.js';
import { writeTranscripts } from './load/transcripts.js';
import { contentOf, differences, type Content } from './oracle/content.js';
import { commandLine, startServer, type ServerProcess } from './process/server-process.js';

const kills = wanted('PEGEL_IMPORT_KILLS', 3);
const victims = ['importer', 'server', 'both'] as const;
/** One of each. */
const killsPerImport = victims.length;

let top: string;
let template: Founded;
let whole: Content;
let milliseconds: number;

/** A data folder that has seen the transcripts when they were shorter, and what an undisturbed import makes of it. */
beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'pegel-fault-'));
  writeTranscripts(join(top, 'earlier'), 150, { grown: false });
  writeTranscripts(join(top, 'grown'), 300, { grown: true });
  template = await foundIn(top);
  const server = await startServer({ data: template.data });
  expect((await importOf('earlier', server)).code).toBe(0);
  await server.stop();

  const undisturbed = await startServer({ data: copyOf('whole') });
  const started = performance.now();
  const { code, stdout } = await importOf('grown', undisturbed);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, received: 7_200, superseded: 120 });
  milliseconds = performance.now() - started;
  whole = contentOf(join(top, 'whole', 'pegel.sqlite'));
  await undisturbed.stop();
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

function copyOf(name: string): string {
  const data = join(top, name);
  cpSync(template.data, data, { recursive: true });
  return data;
}

const environment = (server: ServerProcess) => ({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: template.ingestKey });
const importOf = (transcripts: string, server: ServerProcess) => pegel(['import', 'claude-code', join(top, transcripts), '--json'], environment(server));

function startImport(server: ServerProcess): { readonly ended: Promise<number | null>; kill(): void } {
  const { command, args } = commandLine(['import', 'claude-code', join(top, 'grown'), '--json']);
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...environment(server) } });
  return { ended: new Promise((resolve) => child.once('exit', resolve)), kill: () => child.kill('SIGKILL') };
}

test(`an import whose importer, server or both are killed, and which is run again, leaves what an undisturbed one leaves, ${kills} kills`, { timeout: kills * 60_000 }, async () => {
  expect(differences(whole, contentOf(join(template.data, 'pegel.sqlite')))).not.toEqual([]);
  const killed = { importer: 0, server: 0, both: 0 };
  await inLanes(Math.ceil(kills / killsPerImport), async (round) => {
    const random = randomOf(seed, 'import', round);
    const data = copyOf(`round-${round}`);
    let server = await startServer({ data });
    const port = Number(new URL(server.url).port);
    try {
      for (let kill = 0; kill < Math.min(killsPerImport, kills - round * killsPerImport); kill += 1) {
        const victim = victims[(kill + round) % victims.length] ?? 'both';
        const running = startImport(server);
        await new Promise((resolve) => setTimeout(resolve, random.next() * milliseconds));
        if (victim !== 'server') running.kill();
        if (victim !== 'importer') {
          await server.kill();
          server = await startServer({ data, port });
        }
        // An importer whose server came back goes on where it was.
        const code = await running.ended;
        if (victim === 'server') expect(code).toBe(0);
        killed[victim] += 1;
      }
      const last = await importOf('grown', server);
      expect({ code: last.code, ...JSON.parse(last.stdout) }).toMatchObject({ code: 0, received: 7_200, rejected: 0 });
      const content = contentOf(join(data, 'pegel.sqlite'));
      expect(differences(whole, content)).toEqual([]);
      expect(content.hash).toBe(whole.hash);
      expect(await server.stop()).toEqual({ code: 0, signal: null });
    } finally {
      await server.kill();
      rmSync(data, { recursive: true, force: true });
    }
  });
  record('kill-import', { faults: killed.importer + killed.server + killed.both, ...killed });
});
