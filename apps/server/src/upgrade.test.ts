import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openUpToDate, schemaOf, type Component, type UpgradeNews } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { createApp } from './app.js';
import { components } from './components.js';
import { openFolder } from './data-folder.js';
import { liveOf } from './live/watched.js';
import { makeLog } from './log.js';
import { pastIngestKey, pastReaderToken } from './testing/past/accounts-0001.js';
import { backupsIn, contents, goBack, inFile, makePast, outlineOf, pastSchemas, schemaTextOf, unchanged, unfilled, valuesOf } from './testing/past/folders.js';
import { temporaryFolder } from './testing/served.js';
import { version } from './version.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const steps = components.flatMap((component) => component.steps);

/**
 * Every step there is, and what folders of its time are filled with. A hash here is never changed: what is in the folders
 * of others cannot be edited any more. A new step adds a line.
 */
const frozen: Readonly<Record<string, { readonly step: string; readonly contents: string }>> = {
  '0001-ledger': { step: '36dbaac8db6373979a0d1fe84cd0041751d2bc4fa4702c9f146e95267088f7be', contents: '7ec896e43e25551ff7ed1c6daf24ef2b851a98b139abe265951a44b4a6fc74e3' },
  '0002-quarantine-decisions': { step: 'ae5b31604fb61e767152266281311532fd66add585149e8fc11792840ca70254', contents: '8fdb0614fb3007b9f4c5a7c1d1b0e227a0e8bf26d77da7f299774441d3b7ec5d' },
  '0003-days': { step: 'fa223a338dae5400f0899ca5087967853f2d0005c0d62a2e5724ae9856757aa8', contents: '8e1e60a6e75f688d671ea0d21eeddc6808bb977a29960ae696ac7c2145314c7f' },
  '0004-directory-fields': { step: 'eb82d8d40d3ffa6efdd16aadf5e0e4f088dbf21ce54ebeb9844911a67348787c', contents: '4e29aadbbe0ee5df965c0996ba77257a825e2569cd6b1e8ae93625d0f4f496be' },
  '0005-sealed': { step: '815e3edb36b0ee08ceb8e23cdf8374967f96eb5eeed0def185343815ec8e5a70', contents: '90998e1a03430416352291ebcc55c2a4a4f5686305ee43d03e842f70ef29d644' },
  '0006-erased': { step: '6817b262c79a78a48b7ee5bc694cb6f53010cfb5a1b09b656e82aad3ccd7b358', contents: '718f2582febb692d3cd5f17cb5e384fa91fc5e66f8198e085a265f7c8a8c149f' },
  '0007-expired': { step: '0fa2aebab5c34a5f1e1920326874752301b514875905d2ef11811b2dddb2161c', contents: '26554fe1f8f12c958887543efe2b55096eb5cdbd80435403acc10914ddc9a513' },
  '0008-sealed-days': { step: 'c0dfde27e01c60b165e4a770785666cd1e2b587212734aa90d5d7e9377201c1a', contents: '0f744256d90eda5e35a8259e2713e510b097fff6091add5a3ea4af8219d16329' },
  '0009-addresses': { step: 'e68fd28021ffdfd8243ed9265208577cc992d5866c84753b12057d38ceb2aab7', contents: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  '0001-accounts': { step: '0f36366bc476fb7721e5a425988b39ac530f7c2adcdd0ff395dfbb5d77e130b6', contents: 'b327f0d218d7e9baa7e3f1732ffa38a7cff53e44e127939e7cf65312dfa65675' },
  '0002-settings': { step: '51e33f266c6ad81876fbb78e7d2ad3cdd06b2da2d33fa61cfb6ab6f9a2673b24', contents: 'b8775f019f14d3c7223cc9535261cdc5799bc95ffbcc0206c6d2ae0110439468' },
  '0003-access': { step: 'eb59e6a4cd9ece05bb9af6fb5360ede6a0fa0c449b5d2d2455382f0f12dc8587', contents: 'e603f7c7cd0882255e551365cf8c9bb48e6d29e1e9323a5ca071446aeeba6450' },
  '0004-privacy': { step: 'e60e02162e5f1b4bc71941fd49131a3aff9778da5ef59abf454dd9ddbec18ebd', contents: 'f49250eaf315d2d39109abf14ad29b1d2af1a6e0710ab718f73397405dcb11fa' },
  '0005-sealed-accounts': { step: '371da9a6b3d1d0f223c4a1304edcbea56872fd9ee1fb41ac9cccdcdd352067a5', contents: 'e82e5f9d81b0d26a83b81c4e753e1ffbef9ff1dc7fcd0d004800dfb0f4148a0e' },
  '0006-budget': { step: 'f30b31e3700427d0432ba4a6495e0c747431c61da8c85cde3ff8180941e5d9ac', contents: '8cc46ce913be78889cf9a4e781ed230542abd9e4c98e941ebade39deb99533db' },
};

test('no step is edited, and none is missing here', () => {
  expect(Object.fromEntries(steps.map(({ name, sql }) => [name, { step: sha256(sql), contents: sha256(contents[name] ?? '') }]))).toEqual(frozen);
});

test('steps are told apart by their names, which say their order', () => {
  for (const { steps: own } of components) expect(own.map(({ name }) => name.slice(0, 5))).toEqual(own.map((_, at) => `${String(at + 1).padStart(4, '0')}-`));
  expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
});

/** The two kinds of trigger there may be: one only says no, the other only throws away what is made of other rows. */
const refusingTrigger = /CREATE TRIGGER \w+ BEFORE (INSERT|UPDATE|DELETE) ON \w+ BEGIN SELECT RAISE\(ABORT, ''\)( WHERE [^;]+)?; END;/g;
const forgettingTrigger = /CREATE TRIGGER \w+ AFTER (INSERT|UPDATE|DELETE) ON events WHEN [^;]+ BEGIN DELETE FROM sealed_days WHERE [^;]+; END;/g;

test.each(steps)('$name deletes nothing by cascade and leaves transactions and pragmas to the runner', ({ sql }) => {
  const bare = sql.replaceAll(/--.*$/gm, '').replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(refusingTrigger, '').replaceAll(forgettingTrigger, '');
  expect(bare).not.toMatch(/ON\s+(DELETE|UPDATE)\s+(CASCADE|SET\s+(NULL|DEFAULT))/i);
  expect(bare).not.toMatch(/(^|;)\s*(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|ATTACH|DETACH|VACUUM)\b/i);
  expect(bare).not.toMatch(/CREATE\s+(TEMP\w*\s+)?TRIGGER/i);
});

test('no table of a folder deletes with another, is without a key, or takes values of another type', async () => {
  const file = makePast(await temporaryFolder(), { components });
  inFile(file, (database) => {
    const tables = database.prepare<[], { name: string; strict: number }>(`SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`).all();
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    for (const { name } of tables) {
      const actions = database.prepare<[string], string>(`SELECT on_delete || ' ' || on_update FROM pragma_foreign_key_list(?)`).pluck().all(name);
      expect([name, actions.filter((action) => !/^(NO ACTION|RESTRICT) NO ACTION$/.test(action))]).toEqual([name, []]);
      expect([name, database.prepare<[string], number>('SELECT count(*) FROM pragma_table_info(?) WHERE pk > 0').pluck().get(name)]).not.toEqual([name, 0]);
    }
  });
});

test.each(pastSchemas)('a folder with $title has something in every column', async ({ components: past }) => {
  expect(inFile(makePast(await temporaryFolder(), { components: past }), unfilled)).toEqual([]);
});

/** A folder of the past as this version opens it, with a server over it. */
async function served(data: string) {
  const announced: UpgradeNews[] = [];
  const folder = await openFolder(data, { create: false, announce: (news) => announced.push(news) });
  const log = makeLog('silent', process.stderr);
  const app = createApp({ ...folder, live: liveOf(folder.changes), now: () => Date.parse('2026-11-01T09:00:00Z'), log, isStopping: () => false, website: null, setUpCode: null, trustedProxies: null, publicUrl: undefined });
  return {
    announced, close: () => folder.close(),
    report: async (query: string): Promise<string> => (await app.request(`/report.csv?organisation=nordwind-ag&${query}`, { headers: { authorization: `Bearer ${pastReaderToken}` } })).text(),
    send: async (events: readonly unknown[]): Promise<unknown> =>
      (await app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${pastIngestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ events }) })).json(),
  };
}

test.each(pastSchemas)('upgrades a folder with $title: every value is kept, in the backup too, and the schema is that of a new folder', async ({ components: past }) => {
  const data = await temporaryFolder();
  const file = makePast(data, { components: past });
  const pending = components.flatMap((component, at) => component.steps.slice(past[at]?.steps.length ?? 0));
  const outline = inFile(file, outlineOf);
  const kept = unchanged(outline, pending);
  const before = { all: inFile(file, (database) => valuesOf(database, outline)), kept: inFile(file, (database) => valuesOf(database, kept)) };

  const server = await served(data);
  await server.close();

  expect(inFile(file, (database) => valuesOf(database, kept))).toEqual(before.kept);
  const made = backupsIn(data);
  expect(made).toHaveLength(pending.length > 0 && Object.keys(outline).length > 0 ? 1 : 0);
  for (const name of made) expect(inFile(join(data, name), (database) => valuesOf(database, outline))).toEqual(before.all);
  const fresh = join(await temporaryFolder(), 'fresh.sqlite');
  openUpToDate(fresh, components, { program: version }).close();
  expect(inFile(file, schemaTextOf)).toEqual(inFile(fresh, schemaTextOf));
  expect(schemaOf(file).map(({ component, name }) => `${component} ${name}`)).toEqual(components.flatMap((component) => component.steps.map(({ name }) => `${component.name} ${name}`)).sort());
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const asAmount = (nano: bigint): string => `${nano / 1_000_000_000n}.${String(nano % 1_000_000_000n).padStart(9, '0')}`.replace(/\.?0+$/, '');

/** What a report has to say of a day of October, by the formulas that filled the folder. */
function expectedOf(day: number): string {
  const things = Array.from({ length: 100 }, (_, n) => 100 * day + n).filter((n) => day < 30 && n % 97 !== 0);
  const lines = Array.from({ length: 50 }, (_, n) => 50 * day + n).filter((n) => day < 30 && n % 89 !== 0 && n % 30 !== 0);
  // On the last day there is but the message that is sent again below.
  const last = day === 30 ? 1 : 0;
  const messages = things.filter((n) => n % 10 < 6);
  return [
    `2026-10-${String(day + 1).padStart(2, '0')},,,true`,
    last + sum(messages.map((n) => 1 + (n % 3))),
    last + new Set(messages.map((n) => Math.floor(n / 3))).size,
    sum(things.filter((n) => n % 10 === 6).map((n) => 1 + (n % 3))),
    last + new Set(things.filter((n) => n % 50 !== 49).map((n) => n % 40)).size,
    asAmount(lines.reduce((total, n) => total + 1_000_003n * BigInt(n + 1), 0n)),
    sum(lines.map((n) => 1000 + n)),
    36,
  ].join();
}

test.each(pastSchemas.filter(({ components: past }) => past.every(({ steps: has }) => has.length > 0)))(
  'a folder with $title answers reports as the facts in it say, and knows what is sent again',
  async ({ components: past }) => {
    const data = await temporaryFolder();
    makePast(data, { components: past });
    const server = await served(data);
    try {
      const report = await server.report('metrics=messages,chats,connectorCalls,activeUsers,spend,inputTokens,seats&from=2026-10-01&to=2026-10-31');
      expect(report.trim().split(/\r?\n/).slice(1)).toEqual(Array.from({ length: 31 }, (_, day) => expectedOf(day)));
      const again = { id: 'again', type: 'message.sent', at: '2026-10-31T08:00:00Z', person: { id: 'u1', email: 'u1@example.com', name: 'Person Nº 1' }, chat: 'chat-again' };
      expect(await server.send([again, { ...again, id: 'new' }, { ...again, id: 'a-1', revision: 0 }])).toMatchObject({ stored: 1, duplicate: 1, superseded: 0, quarantined: 1, rejected: 0 });
    } finally {
      await server.close();
    }
  },
);

/** A version after this one, which changes both components. */
const newer: readonly Component[] = components.map(({ name, steps: own }) => ({ name, steps: [...own, { name: `9001-${name}`, sql: `CREATE TABLE later_${name} (id INTEGER PRIMARY KEY) STRICT` }] }));

test('the way back that docs/operations.md describes leads back', async () => {
  const data = await temporaryFolder();
  const file = makePast(data, { components });
  const outline = inFile(file, outlineOf);
  const before = inFile(file, (database) => valuesOf(database, outline));
  openUpToDate(file, newer, { program: '99.0.0' }).close();
  inFile(file, (database) => database.exec('DELETE FROM quarantine'));
  await expect(openFolder(data, { create: false })).rejects.toThrow(
    `${file} was written by a newer Pegel, 99.0.0: it has 9001-accounts of accounts and 9001-ledger of ledger, which this version, ${version}, does not know.`,
  );

  const [backup = '', ...others] = backupsIn(data);
  expect(others).toEqual([]);
  expect(statSync(join(data, backup)).mode & 0o777).toBe(0o600);
  goBack(data, backup);

  const server = await served(data);
  expect(server.announced).toEqual([]);
  await server.close();
  expect(inFile(file, (database) => valuesOf(database, outline))).toEqual(before);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // And forward again.
  openUpToDate(file, newer, { program: '99.0.0' }).close();
  expect(inFile(file, (database) => valuesOf(database, outline))).toEqual(before);
});
