import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomOf } from '../../src/demo/random.js';
import { isEverything } from '../../src/testing/everything.js';
import { foundedBy, initArguments, pegel } from '../../e2e/binary.js';
import { record, seed, Tally, wanted } from '../figures.js';
import { withInstallation, type Installation } from '../installation.js';
import { inLanes } from '../lanes.js';
import type { Delivered } from '../load/load.js';
import { startSenders } from '../load/senders.js';
import { audit } from '../oracle/audit.js';
import { Claims } from '../oracle/claims.js';
import { linesIn, type JournalLine } from '../oracle/journal.js';
import { readLedger } from '../oracle/ledger.js';
import { Disk, type Fate } from '../power/disk.js';
import { operationsIn, tracer, type Operation } from '../power/trace.js';
import { commandLine, startServer } from '../process/server-process.js';

const cuts = wanted('PEGEL_CUTS', 6);
/** At this size the write-ahead log is moved into the database and begun anew. */
const logBytes = 1_000 * 4_096;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Recording {
  /** What lay there before, as it was. */
  readonly before: string;
  readonly data: string;
  readonly operations: readonly Operation[];
  /** Which delivery the n-th answer to a port belongs to. */
  readonly answers: ReadonlyMap<number, readonly number[]>;
  readonly journal: readonly JournalLine[];
}

/** Lets four senders send to a traced server for a while. */
async function recordingOf(installation: Installation, preload: readonly string[] = []): Promise<Recording> {
  const data = realpathSync(installation.data);
  const trace = join(installation.folder, 'trace');
  const before = join(installation.folder, 'before');
  mkdirSync(before);
  Disk.holding(data).leave(data, before, { kind: 'gone' });
  const answers = new Map<number, number[]>();
  const hear = ({ delivery, answer }: Delivered) => {
    if (answer !== null) answers.set(answer.localPort, [...(answers.get(answer.localPort) ?? []), delivery]);
  };
  const server = await installation.serve({ under: tracer(trace), preload });
  const sending = startSenders(installation.load, server.url, 0, hear);
  // Until the log was begun anew, and somewhat longer.
  while (statSync(`${installation.file}-wal`).size < logBytes) await wait(50);
  await wait(1_000);
  await sending.stop();
  await server.kill();
  return { before, data, operations: await operationsIn(trace, data), answers, journal: linesIn(installation.journal) };
}

/** What senders had heard when the power went: the answers that had left by then, and of everything else nothing. */
function claimsAt({ journal, answers, operations }: Recording, cut: number): Claims {
  const heard = new Set<number>();
  const answered = new Map<number, number>();
  for (const operation of operations.slice(0, cut)) {
    if (operation.kind !== 'answer') continue;
    const index = answered.get(operation.port) ?? 0;
    answered.set(operation.port, index + 1);
    const delivery = answers.get(operation.port)?.[index];
    if (delivery !== undefined) heard.add(delivery);
  }
  const claims = new Claims();
  for (const line of journal) {
    claims.hear(line.line === 'answer' && !heard.has(line.delivery) ? { line: 'answer', delivery: line.delivery, outcome: 'unknown' } : line);
  }
  return claims;
}

/** Random points to cut at, in order; the first operation that is not there any more. */
function pointsIn({ operations }: Recording, count: number): readonly number[] {
  // Between the first answer and the last: before and after it there is little to lose.
  const answered = operations.flatMap(({ kind }, index) => (kind === 'answer' ? [index] : []));
  const random = randomOf(seed, 'cuts');
  return Array.from({ length: count }, () => random.integer(answered[0] ?? 0, answered.at(-1) ?? 0)).sort((a, b) => a - b);
}

/** A third of the disks loses everything that was not synced, the others tear and reorder it. */
function fateOf(index: number): Fate {
  const random = randomOf(seed, 'fate', index);
  return index % 3 === 0 ? { kind: 'gone' } : { kind: 'torn', sector: index % 3 === 1 ? 4096 : 512, random };
}

/** The folder that a power cut leaves, for each cut. */
function* leftBehind(recording: Recording, points: readonly number[], into: string): Generator<{ readonly cut: number; readonly data: string }> {
  const disk = Disk.holding(recording.data, recording.before);
  let done = 0;
  for (const [index, cut] of points.entries()) {
    for (; done < cut; done += 1) {
      const operation = recording.operations[done];
      if (operation !== undefined) disk.apply(operation);
    }
    const data = join(into, `cut-${index}`);
    mkdirSync(data);
    disk.leave(recording.data, data, fateOf(index));
    yield { cut, data };
  }
}

test(`nothing acknowledged is lost in a power cut, ${cuts} of them, and the file is whole`, { timeout: 180_000 + cuts * 10_000 }, () =>
  withInstallation(seed, async (installation) => {
    const recording = await recordingOf(installation);
    const { operations } = recording;
    const kinds = (kind: Operation['kind'], name: string) => operations.filter((operation) => operation.kind === kind && 'path' in operation && operation.path.endsWith(name)).length;
    // A recording without a moved log would not show what can go wrong with one.
    expect(kinds('write', '/pegel.sqlite')).toBeGreaterThan(0);
    expect(kinds('sync', '/pegel.sqlite-wal')).toBeGreaterThan(20);

    const left = leftBehind(recording, pointsIn(recording, cuts), installation.folder);
    const tally = new Tally();
    let acknowledged = 0;
    let unheard = 0;
    await inLanes(cuts, async () => {
      const { done, value } = left.next();
      if (done === true) throw new Error('There are fewer cuts than asked for.');
      const claims = claimsAt(recording, value.cut);
      const server = await startServer({ data: value.data });
      try {
        tally.add(audit(claims, readLedger(join(value.data, 'pegel.sqlite'), { integrity: true })).complaints);
        expect(tally.complaints).toEqual([]);
      } finally {
        await server.kill();
        rmSync(value.data, { recursive: true });
      }
      acknowledged += claims.counts.eventsAcked;
      unheard += claims.counts.unknown;
    });
    expect(unheard).toBeGreaterThan(0);
    record('power-cuts', { faults: cuts, ...tally.figures, writes: kinds('write', ''), eventsAcked: acknowledged, unknown: unheard, deliveries: installation.load.claims.counts.deliveries });
  }),
);

test('the same power cuts lose something where commits are not synced, so the method sees a loss', () =>
  withInstallation(seed, async (installation) => {
    const recording = await recordingOf(installation, ['normal-sync']);
    let losing = 0;
    const control = 20;
    for (const { cut, data } of leftBehind(recording, pointsIn(recording, control), installation.folder)) {
      const { complaints } = audit(claimsAt(recording, cut), readLedger(join(data, 'pegel.sqlite'), { integrity: true }));
      if (complaints.some(({ kind }) => kind === 'lost')) losing += 1;
      rmSync(data, { recursive: true });
    }
    expect(losing).toBeGreaterThan(0);
    record('power-cuts-control', { faults: control, losing });
  }),
);

test('an organisation that `pegel init` has announced is there after a power cut, also where its folder was made for it', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pegel-fault-')));
  try {
    const trace = join(folder, 'trace');
    const [disk, empty] = [join(folder, 'disk'), join(folder, 'empty')];
    for (const path of [disk, empty]) mkdirSync(path);
    const data = join(disk, 'made', 'for', 'it');
    const args = initArguments(folder).map((argument) => (argument === join(folder, 'data') ? data : argument));
    const { command, args: all } = commandLine(args, { under: tracer(trace) });
    const stdout = await new Promise<string>((resolve, reject) => execFile(command, [...all], (error, text) => (error === null ? resolve(text) : reject(error))));
    const operations = await operationsIn(trace, data);
    const announced = operations.findIndex((operation) => operation.kind === 'print' && operation.text.includes('ownerToken'));
    expect(announced).toBeGreaterThan(0);

    for (const [index, fate] of [{ kind: 'gone' } as const, ...Array.from({ length: isEverything ? 3 : 1 }, (_, number) => ({ kind: 'torn', sector: 512, random: randomOf(seed, 'init', number) }) as const)].entries()) {
      const replayed = Disk.holding(disk, empty);
      for (const operation of operations.slice(0, announced)) replayed.apply(operation);
      const left = join(folder, `left-${index}`);
      mkdirSync(left);
      replayed.leave(disk, left, fate);
      const server = await startServer({ data: join(left, 'made', 'for', 'it') });
      const { ownerToken } = foundedBy(folder, stdout);
      const asked = await pegel(['report', '--metrics', 'seats', '--range', '7d'], { PEGEL_URL: server.url, PEGEL_TOKEN: ownerToken });
      await server.kill();
      expect(asked.code).not.toBe(3);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
