import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@pegel/domain';
import { canary, exportOf, nordwind, type Constructed, type Generation } from '@pegel/importers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeExportCorpus } from '../src/bench/export-corpus.js';
import { pegel } from './binary.js';
import { pegelWithPeak } from './peak-memory.js';
import { served, type Served } from './served.js';

let server: Served;
const printed: string[] = [];

beforeAll(async () => {
  server = await served();
});
afterAll(() => server.stop());

async function exported(name: string, generation: Generation, organisation: Constructed = nordwind): Promise<string> {
  const folder = join(server.folder, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(await exportOf(organisation, generation))) writeFileSync(join(folder, file), content);
  return folder;
}

async function imported(path: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await pegel(['import', 'claude-export', path, '--json'], server.env);
  printed.push(stdout, stderr);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>; // What `--json` promises.
}

async function report(query: string): Promise<Report['rows']> {
  const answer = await fetch(`${server.url}/report.json?from=2026-03-01&to=2026-03-10&grain=total&${query}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
  return ((await answer.json()) as Report).rows; // What the address promises.
}

const totals = async () => (await report('metrics=activeUsers,chats,messages,projectsCreated,projectCreators,artifactsCreated,artifactCreators,connectorUsers,connectorCalls'))[0]?.values;

/** Counted by hand in the constructed organisation: a chat without a message is none. */
const expected = { activeUsers: 3, chats: 5, messages: 9, projectsCreated: 2, projectCreators: 2, artifactsCreated: 4, artifactCreators: 2, connectorUsers: 1, connectorCalls: 3 };

test('exports of every layout and date give the same numbers, whatever came before', async () => {
  const older: Constructed = { ...nordwind, conversations: nordwind.conversations.slice(0, 2), projects: nordwind.projects.slice(0, 1) };
  // Four messages fewer than half, and the three people without whom nobody would be known.
  const [first, whole] = [await exported('older', 'A', older), await exported('a', 'A')];
  expect(await imported(first)).toMatchObject({ source: 'claude-export', read: 7, skipped: {}, received: 13, stored: 13, rejected: 0, quarantined: 0 });
  expect((await totals())?.messages).toBe(3);

  const grown = await imported(whole);
  expect(grown).toMatchObject({ read: 13, skipped: {}, received: 28, rejected: 0, quarantined: 0 });
  expect(await totals()).toEqual(expected);
  expect(await imported(whole)).toMatchObject({ received: 28, stored: 0, superseded: 0, duplicate: 28 });
  expect(await imported(await exported('b', 'B'))).toMatchObject({ stored: 0, superseded: 0, quarantined: 0 });
  expect(await totals()).toEqual(expected);

  // Only the newest layout knows of projects: what it says of them replaces what was known.
  const newest = await exported('c', 'C');
  expect(await imported(newest)).toMatchObject({ rejected: 0, quarantined: 0 });
  expect(await totals()).toEqual(expected);
  expect(await imported(newest)).toMatchObject({ stored: 0, superseded: 0, quarantined: 0 });
  const byProject = await report('metrics=messages&by=project');
  expect(byProject.map(({ key, values }) => [key?.slice(-1), values.messages]).sort()).toEqual([['1', 1], ['2', 3], ['d', 5]]);

  // An older export takes nothing back.
  expect(await imported(first)).toMatchObject({ stored: 0, quarantined: 0, rejected: 0 });
  expect(await imported(whole)).toMatchObject({ stored: 0, quarantined: 0, rejected: 0 });
  expect(await totals()).toEqual(expected);
});

test('people have their names and addresses, connectors theirs, and nobody has a seat', async () => {
  const people = await report('metrics=messages&by=person');
  expect(people.map(({ person, values }) => [person?.email, person?.name, values.messages]).sort()).toEqual([['person-1@nordwind.example', 'Person 1', 3], ['person-2@nordwind.example', 'Person 2', 4], ['person-3@nordwind.example', 'Person 3', 2]]);
  expect((await report('metrics=connectorCalls&by=connector')).map(({ label, values }) => [label, values.connectorCalls]).sort()).toEqual([['Atlassian MCP server', 1], ['Google Drive', 2]]);
  expect((await report('metrics=seats,spend'))[0]).toMatchObject({ values: { seats: null, spend: null }, reasons: { seats: 'no-data' } });
});

test('a missing part and a damaged conversation are named with file and number, and an import of the repaired export completes it', async () => {
  const folder = await exported('damaged', 'C', { ...nordwind, conversations: [...nordwind.conversations, { ...nordwind.conversations[0], uuid: 17 }] });
  const { 'projects-000.zip': missing } = await exportOf(nordwind, 'C');
  writeFileSync(join(folder, 'projects-000.zip'), '');
  const { code, stdout, stderr } = await pegel(['import', 'claude-export', folder], server.env);
  printed.push(stdout, stderr);
  expect(code).toBe(0);
  expect(stderr).toMatch(/conversations-001\.zip\/conversations-001\/conversations\.json#4: An id is missing/);
  expect(stderr).toMatch(/projects-000\.zip: The archive has no directory at its end/);
  expect(stdout).toMatch(/records read\s+1\d/);
  writeFileSync(join(folder, 'projects-000.zip'), missing ?? '');
  expect(await imported(folder)).toMatchObject({ skipped: { 'bad-id': 1 }, stored: 0, quarantined: 0 });
  expect(await totals()).toEqual(expected);
});

test('no text of the export was printed, or is anywhere in the data folder', () => {
  expect(printed.join('')).not.toContain(canary);
  const files = readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const { name, parentPath } of files) expect(readFileSync(join(parentPath, name)).includes(canary), name).toBe(false);
});

test('an export of 64 MiB is read within 256 MiB of memory', async () => {
  const corpus = join(server.folder, 'corpus.zip');
  const { messages, bytes } = await writeExportCorpus(corpus, 64 * 1024 * 1024);
  expect(bytes).toBeGreaterThanOrEqual(64 * 1024 * 1024);
  const { code, stdout, stderr, peakMebibytes } = await pegelWithPeak(['import', 'claude-export', corpus, '--json'], server.env, server.folder);
  expect(code, stderr).toBe(0);
  expect((JSON.parse(stdout) as Record<string, number>).stored).toBeGreaterThan(messages); // What `--json` promises.
  expect(peakMebibytes).toBeLessThan(256);
});
