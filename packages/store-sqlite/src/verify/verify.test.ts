import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { metrics } from '@pegel/domain';
import { activity, directory, events, instant, organisationIn, person, personDay, reported, seatOf, spendLine } from '@pegel/domain/testing';
import { openDatabase, openReader, sealOf, type Database } from '@pegel/sqlite';
import { canonicalText, plainHash } from '../content.js';
import { ledger } from '../migrations/0001-ledger.js';
import { eventOf, storedColumns, type StoredRow } from '../read-stored.js';
import { sqliteStore } from '../store.js';
import { connectionsTo, openStore } from '../testing/open-store.js';
import { wordsIn } from '../words.js';
import { verifyLedger } from './verify.js';

const utc = organisationIn('UTC');
const ada = person('ada@nordwind.example', { id: 'user_1', name: 'Ada' });
const ben = person('ben@nordwind.example', { id: 'user_2' });
const files = (run: string) => ({ source: { name: 'files', kind: 'import', feeds: { types: ['message.sent'], surfaces: ['code'] }, run } as const });
const decision = { by: 'h@nordwind.example', reason: 'Checked.', at: instant('2027-01-01T00:00:00Z') };

/** A ledger with one of everything: revisions, conflicts that replaced, items released, discarded and waiting, two runs, directories. */
async function fill({ store }: Pick<ReturnType<typeof openStore>, 'store'>): Promise<void> {
  const first = activity('2026-01-05T09:00:00Z', ada, { id: 'first', chat: 'c', project: 'p', model: 'opus' });
  const line = spendLine('2026-01-05T00:00:00Z', ben, '12.5', { id: 'line', to: instant('2026-01-07T00:00:00Z'), listAmount: 999_999_999_999_999_999n, credits: 3n, model: 'opus', priceTable: 't 1' });
  const ahead = activity('2030-01-05T09:00:00Z', ben, { id: 'ahead', type: 'connector.used', chat: null, connector: ' Slack', count: 2 });
  await store.append(utc, events([
    first, first, { ...first, revision: 2, count: 5 }, { ...first, revision: 1 }, { ...first, revision: 1, count: 77, person: ben }, line, { ...line, amount: 1n },
    activity('2026-01-05T09:30:00Z', { kind: 'service', name: 'bot' }, { id: 'art', type: 'artifact.created', artifact: 'a', artifactKind: 'svg' }),
    ahead, { ...ahead, id: 'never' }, { ...ahead, id: 'waits' }, spendLine('2026-01-05T09:00:00Z', ada, '1', { id: 'francs', currency: 'CHF' }),
  ], { rejected: 2, droppedFields: 4 }));
  await store.append(utc, events([{ ...ahead, id: 'waits' }], { receivedAt: instant('2026-12-31T00:00:01Z') }));
  await store.append(utc, events([activity('2026-02-01T09:00:00Z', ada, { id: 'f1' })], files('one')));
  await store.append(utc, events([activity('2026-02-05T09:00:00Z', person('ada@nordwind.example', { id: 'user_9' }), { id: 'f2', retracted: true })], files('two')));
  await store.append(utc, events([activity('2026-02-06T09:00:00Z', person('ada@nordwind.example', { id: 'user_10' }), { id: 'f3' })], files('two')));
  await store.append(utc, directory('2026-01-04T00:00:00Z', [seatOf(ada, { groups: ['Berlin'], department: 'Legal', costCentre: '4711', joinedAt: 1, invitedAt: 2, inviteExpiresAt: 3 }), seatOf(ben)]));
  await store.append(utc, directory('2026-01-05T00:00:00Z', null, { totals: { purchased: 5, assigned: 4, pendingInvites: 3 } }));
  const counts = { messages: 1, chats: 2, projectsCreated: 3, projectsUsed: 4, artifactsCreated: 5, connectorCalls: 6, codingSessions: 7, codingPrompts: 8 };
  await store.append(utc, events([
    personDay('2026-02-03', ada, counts, { id: 'day' }), personDay('2026-02-02', ada, { messages: 0 }, { id: 'organisation-day', days: 'organisation' }),
    reported('messages', '7', '2026-01-01', '2026-01-30', { id: 'number', person: ben, dimensions: { model: 'opus' } }), reported('messages', '8', '2026-01-01', '2026-01-30', { id: 'number', revision: 1, days: 'utc' }),
  ], files('three')));
  const items = await store.quarantined(utc, { limit: 100 });
  const idsOf = (...events: string[]) => items.filter(({ event }) => events.includes(event.id)).map(({ id }) => id);
  const results = [
    ...(await store.decide(utc, { ...decision, verb: 'release', ids: idsOf('first', 'line', 'ahead') })),
    ...(await store.decide(utc, { ...decision, verb: 'discard', ids: idsOf('never') })),
  ];
  expect(results.map((result) => result.kind === 'decided' && result.outcome)).toEqual(['stored', 'replaced', 'replaced', null]);
  await store.read({ organisation: utc, fact: 'activity', aggregates: [metrics.messages.measure], periods: [{ from: '2026-01-05', to: '2026-02-28' }], by: null, where: new Map() });
  while ((await store.sealDays(decision.at)) > 0);
}

let opened: ReturnType<typeof openStore>;
let database: Database;
beforeEach(async () => {
  opened = openStore();
  ({ database } = opened);
  await fill(opened);
});
afterEach(() => opened.close());

const problems = (of: Database = database) => verifyLedger(of, [utc]).checks.flatMap(({ first }) => first);

test('finds nothing in a sound ledger, also through a connection that only reads while the ledger is in use', async () => {
  expect(problems()).toEqual([]);
  expect(problems(opened.reader)).toEqual([]);
  const { checks } = verifyLedger(database, [utc]);
  expect(checks.filter(({ looked }) => looked === 0)).toEqual([]);
});

test('a day in columns that are not what the ledger says is named with a number that differs, however it came there', () => {
  expect(verifyLedger(database, [utc]).checks.find(({ name }) => name === 'sealed-days')?.looked).toBeGreaterThan(3);
  database.exec(`DROP TRIGGER sealed_days_of_what_an_event_was; DROP TRIGGER sealed_days_of_what_an_event_is; UPDATE events SET count = count + 1 WHERE id = 'f1'`);
  expect(problems()).toContain('nordwind-ag: the day 2026-02-01 of activity is in columns that are not what the ledger says: 3 of their numbers differ, first all count of message.sent chat, 1 for 2.');
  database.exec('UPDATE sealed_days SET checksum = zeroblob(16)');
  expect(problems()).toContain('nordwind-ag: the day 2026-02-01 of activity is in columns that are damaged; a server makes it of the ledger.');
});

test('a ledger from before rows named their delivery is sound after its upgrade, and every later change of it shows', async () => {
  const file = `${database.name}.old`;
  const old = openDatabase(file);
  old.exec(`${ledger.sql}
    INSERT INTO ledgers VALUES (1, 'nordwind-ag', 0, 0, 0); INSERT INTO sources VALUES (1, 1, 'live', NULL, NULL, NULL);
    CREATE TABLE schema_migrations (component TEXT NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (component, name)) STRICT, WITHOUT ROWID;
    INSERT INTO schema_migrations VALUES ('ledger', '0001-ledger', 1)`);
  // What the version of then wrote: rows as now, without what came later.
  const columns = (table: string) => old.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ');
  // Back then nothing was sealed, and hashes had no key.
  const { unseal, keyed } = sealOf(database);
  const [words, plain] = [wordsIn(database), new Map<string, Buffer>()];
  const known = (text: string) => void plain.set(keyed(plainHash(text)).toString('hex'), plainHash(text));
  for (const table of ['events', 'event_history']) for (const row of database.prepare<[], StoredRow>(`SELECT ${storedColumns} FROM ${table} e`).raw().all()) known(canonicalText(eventOf(row, words)));
  for (const text of database.prepare<[], string>('SELECT unsealed(content) FROM quarantine').pluck().all()) known(text);
  old.function('as_it_was', (cell: unknown) => (Buffer.isBuffer(cell) ? (plain.get(cell.toString('hex')) ?? (cell.length === 32 ? cell : unseal(cell))) : null));
  const asItWas = (names: string) => names.split(', ').map((name) => `iif(typeof("${name}") = 'blob', as_it_was("${name}"), "${name}")`).join(', ');
  old.pragma('foreign_keys = OFF');
  old.exec(`ATTACH '${database.name}' AS now; DELETE FROM ledgers; DELETE FROM sources`);
  for (const table of ['ledgers', 'sources', 'runs', 'people', 'person_references', 'events', 'event_history', 'deliveries', 'directory_snapshots', 'directory_people']) {
    old.exec(`INSERT INTO ${table} (${columns(table)}) SELECT ${asItWas(columns(table))} FROM now.${table}`);
  }
  // Back then nothing was released and nothing told of days, so what did is not there.
  for (const table of ['events', 'event_history']) old.exec(`DELETE FROM ${table} WHERE type IN ('person-day', 'reported')`);
  old.exec("DELETE FROM deliveries WHERE run = 'three'");
  old.exec("DELETE FROM events WHERE id = 'ahead'; UPDATE runs SET last_at = (SELECT max(max(at, until_at - (until_at > at))) FROM events WHERE source = runs.source) WHERE name = ''");
  const itemColumns = columns('quarantine').replace('id, ', '');
  old.exec(`INSERT INTO quarantine (${itemColumns}) SELECT ${asItWas(itemColumns)} FROM now.quarantine WHERE state = 'waiting'; DETACH now`);
  old.close();

  const { close, ...connections } = connectionsTo(file);
  const connection = connections.database;
  const store = sqliteStore(connections);
  try {
    expect(problems(connection)).toEqual([]);
    const [waiting] = await store.quarantined(utc, { limit: 1 });
    await store.append(utc, events([activity('2026-01-09T09:00:00Z', ada, { id: 'later' })]));
    expect(await store.decide(utc, { ...decision, verb: 'release', ids: [waiting?.id ?? 0] })).toMatchObject([{ kind: 'refused' }]);
    expect(problems(connection)).toEqual([]);
    connection.exec("UPDATE events SET count = count + 1 WHERE id = 'f3'");
    expect(problems(connection)).toEqual(['events: nordwind-ag/files "f3" revision 0 is not what its hash was made of.']);
    connection.exec("DELETE FROM events WHERE id = 'f3'");
    expect(problems(connection)).toContain('nordwind-ag/files has 2 events; its deliveries stored 3.');
  } finally {
    close();
  }
});

/** What no other row tells, so that a change of it cannot show. Times at which a person was named only have to reach far enough. */
const untold = ['ledgers.identity_version', 'person_references.first_at less', 'person_references.last_at more', 'quarantine.source_feeds', 'quarantine.source_kind', 'sealed_days.version'];
/** Totals alone: a later snapshot of the same time may have replaced them. */
const untoldRows = ['directory_snapshots id = 2'];

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

const columnsOf = (of: Database): Column[] =>
  of
    .prepare<[], Column>(
      `SELECT t.name AS "table", c.name AS "column", c.type FROM pragma_table_list t JOIN pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'schema_migrations' ORDER BY 1, 2`,
    )
    .all();

/** Values one step away, as SQL. */
function changesOf({ column, type }: Column): { readonly name: string; readonly sql: string }[] {
  switch (type) {
    case 'INTEGER':
      return [{ name: 'more', sql: `coalesce(${column}, 0) + 1` }, { name: 'less', sql: `coalesce(${column}, 0) - 1` }];
    case 'TEXT':
      return [{ name: 'longer', sql: `coalesce(${column}, '') || 'x'` }];
    default:
      return [{ name: 'other', sql: `CAST('x' AS BLOB)` }];
  }
}

/** Does something to the file, looks at it, and undoes it. */
function problemsAfter(sql: string): string[] | null {
  database.exec('BEGIN');
  try {
    return database.prepare(sql).run().changes === 0 ? null : problems();
  } catch (error) {
    if (error instanceof Error && error.message.includes('UNIQUE')) return null; // SQLite itself does not let this happen.
    throw error;
  } finally {
    database.exec('ROLLBACK');
  }
}

describe('any one change', () => {
  beforeEach(() => {
    // As a disk or a person with an editor does it, whom no constraint stops.
    database.pragma('foreign_keys = OFF');
    database.pragma('ignore_check_constraints = ON');
  });

  test('of any column of any table shows, except of what no other row tells', () => {
    const hidden = new Set<string>();
    for (const change of columnsOf(database)) {
      const { table, column } = change;
      for (const { name, sql } of changesOf(change)) {
        for (const cell of ['NOT NULL', 'NULL']) {
          const only = `(${keys(table)}) IN (SELECT ${keys(table)} FROM ${table} WHERE ${column} IS ${cell} LIMIT 1)`;
          const found = problemsAfter(`UPDATE ${table} SET ${column} = ${sql} WHERE ${only}`);
          if (found?.length === 0) hidden.add([`${table}.${column}`, `${table}.${column} ${name}`].find((known) => untold.includes(known)) ?? `${table}.${column} ${name} (${cell})`);
        }
      }
    }
    expect([...hidden].sort()).toEqual(untold);
  });

  const keys = (table: string) => database.prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(table).join(', ');

  test('a row that is gone shows, whichever it is', () => {
    const hidden = [];
    for (const table of new Set(columnsOf(database).map((column) => column.table))) {
      // A day that is not in columns is made of the ledger.
      if (table === 'sealed_days') continue;
      const all = database.prepare<[], Record<string, unknown>>(`SELECT ${keys(table)} FROM ${table}`).all();
      for (const row of all) {
        const condition = Object.entries(row).map(([name, value]) => `${name} = ${typeof value === 'number' ? value : `'${String(value)}'`}`).join(' AND ');
        if (problemsAfter(`DELETE FROM ${table} WHERE ${condition}`)?.length === 0) hidden.push(`${table} ${condition}`);
      }
    }
    expect(hidden).toEqual(untoldRows);
  });

  test.each([
    ["UPDATE events SET amount = amount + 1 WHERE id = 'line'", 'events: nordwind-ag/live "line" revision 0 is not what its hash was made of.'],
    ["UPDATE events SET connector_key = 'Slack' WHERE id = 'ahead'", 'events: nordwind-ag/live "ahead" revision 0 has the connector key "Slack" instead of "slack".'],
    ['UPDATE deliveries SET duplicate = duplicate + 1 WHERE id = 1', 'delivery 1 of nordwind-ag/live received 14 items and accounts for 15.'],
    ["UPDATE quarantine SET reason = 'Other.' WHERE state = 'discarded'", 'What was decided on item 4 of nordwind-ag/live is not what its hash was made of.'],
    ["UPDATE runs SET first_at = first_at + 1 WHERE name = 'one'", 'nordwind-ag/files: the run "one" does not reach over all that it brought.'],
    ["UPDATE directory_people SET status = 'removed'", 'The snapshot of nordwind-ag/live at 2026-01-04T00:00:00.000Z is not what its hash was made of.'],
    ["INSERT INTO events (organisation, source, id, revision, content_hash, retracted, type, at, until_at, reference, surface, chat, count, delivery, is_first) SELECT organisation, source, 'smuggled', revision, content_hash, retracted, type, at, until_at, reference, surface, chat, count, delivery, is_first FROM events WHERE id = 'f3'", 'nordwind-ag/files has 7 events; its deliveries stored 6.'],
    ["UPDATE events SET messages = 2 WHERE id = 'day'", 'events: nordwind-ag/files "day" revision 0 is not what its hash was made of.'],
    ["UPDATE daily_runs SET last_day = last_day + 1 WHERE days = 'organisation' AND type = 'person-day'", 'nordwind-ag/files covers 2026-02-01T09:00:00.000Z to 2026-02-06T09:00:00.000Z, organisation days of type person-day 2026-02-02 to 2026-02-03, utc days of type person-day 2026-02-03 to 2026-02-03, organisation days of type reported 2026-01-01 to 2026-01-30, utc days of type reported 2026-01-01 to 2026-01-30; what was accepted of it reaches over 2026-02-01T09:00:00.000Z to 2026-02-06T09:00:00.000Z, organisation days of type person-day 2026-02-02 to 2026-02-02, utc days of type person-day 2026-02-03 to 2026-02-03, organisation days of type reported 2026-01-01 to 2026-01-30, utc days of type reported 2026-01-01 to 2026-01-30.'],
  ])('%s is named', (sql, sentence) => {
    expect(problemsAfter(sql)).toContain(sentence);
  });
});

test('a file with a broken page is named instead of ending in an error', () => {
  database.pragma('wal_checkpoint(TRUNCATE)');
  const broken = `${database.name}.broken`;
  const bytes = readFileSync(database.name);
  const pageSize = 4_096;
  const page = database.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").pluck().get() ?? 0;
  bytes.fill(0xff, (page - 1) * pageSize, page * pageSize);
  writeFileSync(broken, bytes);
  const connection = openReader(broken);
  try {
    expect(problems(connection).length).toBeGreaterThan(0);
  } finally {
    connection.close();
  }
});

test('no bit of the file can change a row without being named', () => {
  database.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(database.name);
  const file = `${database.name}.flipped`;
  const tables = [...new Set(columnsOf(database).map(({ table }) => table))];
  const rowsOf = (of: Database) => tables.map((table) => JSON.stringify(of.prepare(`SELECT * FROM ${table}`).raw().all()));
  const before = rowsOf(database);
  /** The rows as they are now, and whether something was named; where they cannot be read at all, that is said by an error. */
  const looked = (): { rows: string[]; isNamed: boolean } | null => {
    try {
      const connection = openReader(file);
      try {
        return { isNamed: problems(connection).length > 0, rows: rowsOf(connection) };
      } finally {
        connection.close();
      }
    } catch {
      return null;
    }
  };
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
      writeFileSync(file, flipped);
      const found = looked();
      if (found === null || found.isNamed) return;
      const changed = tables.filter((_, index) => found.rows[index] !== before[index]);
      // These have columns that no other row tells; see above.
      expect(changed.filter((table) => !untold.some((column) => column.startsWith(`${table}.`)))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
