import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, openReader, openWithoutKey, type Database } from './database.js';
import { migrate } from './migrate.js';
import { sealWith, unsealed } from './seal.js';
import { identityKeySql, sealOf } from './seal-database.js';
import { isOpenToOthers } from './seal-key.js';

const component = { name: 'names', steps: [{ name: '0001-names', sql: `${identityKeySql} CREATE TABLE names (name BLOB PRIMARY KEY) STRICT` }] };
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());

let folder: string;
let file: string;
let keyFile: string;
const opened: Database[] = [];
const keep = (database: Database): Database => {
  opened.push(database);
  return database;
};
/** A database with one name in it. */
function made(elsewhere?: string): Database {
  const database = keep(openDatabase(file, elsewhere));
  migrate(database, component);
  database.prepare("INSERT INTO names VALUES (sealed(?, 'context'))").run('Ada Lovelace');
  return database;
}
const names = (database: Database): unknown[] => database.prepare('SELECT unsealed(name) FROM names').pluck().all();
const said = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replaceAll(folder, '…');
  }
  return 'nothing';
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pegel-seal-'));
  file = join(folder, 'pegel.sqlite');
  keyFile = join(folder, 'identities.key');
});
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true });
});

describe('a seal', () => {
  const [one, other] = [sealWith(Buffer.alloc(32, 1)), sealWith(Buffer.alloc(32, 2))];

  test('gives back every text, makes equal texts equal and others different, and each context its own', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, context) => {
        const sealed = one.seal(a, context);
        expect([one.unseal(sealed), unsealed(sealed)]).toEqual([a.toWellFormed(), a.toWellFormed()]);
        expect(one.seal(a, context).equals(sealed)).toBe(true);
        if (a.toWellFormed() !== b.toWellFormed()) expect(one.seal(b, context).equals(sealed)).toBe(false);
        expect(one.seal(a, `${context}.`).equals(sealed)).toBe(false);
        // A context and a text that run together alike are still not the same.
        if (a !== '') expect(one.seal(a.slice(1), `${context}${a.slice(0, 1)}`).equals(sealed)).toBe(false);
      }),
    );
  });

  test('opens nothing that another key has sealed, and nothing of which a bit was changed', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 0, max: 7 }), (a, at, bit) => {
        const sealed = one.seal(a, '');
        expect(() => other.unseal(sealed)).toThrow('It was sealed with another key.');
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at % changed.length) ^ (1 << bit), at % changed.length);
        expect(() => one.unseal(changed)).toThrow(/^(What is sealed was changed, or damaged|It was sealed with another key)\.$/);
        expect(() => one.unseal(sealed.subarray(0, at % 32))).toThrow('It is not sealed.');
      }),
    );
  });

  test('keys hashes and makes marks that nobody without the key could make', () => {
    expect(one.keyed(Buffer.alloc(32))).not.toEqual(other.keyed(Buffer.alloc(32)));
    expect(one.markOf('ada')).not.toBe(other.markOf('ada'));
    expect(one.markOf('ada')).toBe(sealWith(Buffer.alloc(32, 1)).markOf('ada'));
  });
});

describe('the key of a database', () => {
  test('is made with it, for its owner alone, and opens it the next time', () => {
    made();
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyFile, 'utf8')).toMatch(/^pegel-identity-key 1\n# .+\nkey [\da-f]{64} [\da-f]{8}\n$/);
    expect([names(keep(openDatabase(file))), names(keep(openReader(file)))]).toEqual([['Ada Lovelace'], ['Ada Lovelace']]);
  });

  test('is asked for where it is not there, by whoever writes and whoever reads, and none is made in its place', () => {
    made().close();
    renameSync(keyFile, join(folder, 'moved.key'));
    const sentence = 'The names in …/pegel.sqlite are sealed, and their key …/identities.key is not there. Bring it back from where it is kept, or name it with PEGEL_IDENTITY_KEY_FILE; nothing was changed.';
    expect([said(() => openDatabase(file)), said(() => openReader(file))]).toEqual([sentence, sentence]);
    expect(existsSync(keyFile)).toBe(false);
    expect(names(keep(openDatabase(file, join(folder, 'moved.key'))))).toEqual(['Ada Lovelace']);
  });

  test('cannot be another one', () => {
    made().close();
    const another = join(folder, 'other', 'pegel.sqlite');
    mkdirSync(join(folder, 'other'));
    openDatabase(another).close();
    expect(said(() => openReader(file, join(folder, 'other', 'identities.key')))).toBe(
      '…/other/identities.key is another key than the one that the names in …/pegel.sqlite are sealed with. Put the right one in its place, or name it with PEGEL_IDENTITY_KEY_FILE; nothing was changed.',
    );
  });

  test('may lie elsewhere from the first day on', () => {
    const elsewhere = join(folder, 'keys.txt');
    made(elsewhere);
    expect([existsSync(keyFile), existsSync(elsewhere), names(keep(openReader(file, elsewhere)))]).toEqual([false, true, ['Ada Lovelace']]);
  });

  test.each([
    ['something else', 'no key\n'],
    ['a key with another digit', null],
    ['half of it', 'pegel-identity-key 1\nkey 00'],
    ['nothing', ''],
  ])('is refused where its file is %s', (_, content) => {
    made().close();
    const whole = readFileSync(keyFile, 'utf8');
    writeFileSync(keyFile, content ?? whole.replace(/(?<=key [\da-f]{10})./, (digit) => (digit === '0' ? '1' : '0')));
    expect(said(() => openDatabase(file))).toBe('…/identities.key is not a key that Pegel made, or it is damaged: it must begin with "pegel-identity-key 1" and have a line with the key and its check value. Put your copy of it in its place.');
  });

  test('is not needed by whoever asks what kind of database it is, nor where nothing is sealed', () => {
    made().close();
    rmSync(keyFile);
    expect(keep(openWithoutKey(file)).prepare('SELECT count(*) FROM names').pluck().get()).toBe(1);
    const plain = join(folder, 'plain.sqlite');
    const writer = keep(openDatabase(plain));
    writer.exec('CREATE TABLE a (b)');
    rmSync(keyFile);
    expect(keep(openReader(plain)).prepare('SELECT count(*) FROM a').pluck().get()).toBe(0);
  });

  test('that was being made when the process died is made again', () => {
    writeFileSync(`${keyFile}.partial`, 'pegel-identity');
    expect(names(made())).toEqual(['Ada Lovelace']);
    expect(existsSync(`${keyFile}.partial`)).toBe(false);
  });

  test('is open to others only where its folder is, too', () => {
    made();
    chmodSync(keyFile, 0o644);
    expect(isOpenToOthers(keyFile)).toBe(false);
    chmodSync(folder, 0o755);
    expect(isOpenToOthers(keyFile)).toBe(true);
    chmodSync(keyFile, 0o600);
    expect(isOpenToOthers(keyFile)).toBe(false);
  });
});

describe('marks of who was erased', () => {
  test('are there for every connection and the next process, in their order, and no database has them', () => {
    const key = sealOf(made());
    const marks = ['a', 'b', 'c'].map((who) => key.markOf(who));
    key.addMarks(marks.slice(0, 2));
    key.addMarks(marks.slice(2));
    expect([key.marks(), sealOf(keep(openReader(file))).marks()]).toEqual([marks, marks]);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  test('of which one was being written when the power went are whole again with the next one', () => {
    const key = sealOf(made());
    const [first, second] = [key.markOf('a'), key.markOf('b')];
    key.addMarks([first]);
    appendFileSync(keyFile, `mark ${second.slice(0, 20)}`);
    expect(key.marks()).toEqual([first]);
    key.addMarks([second]);
    expect(key.marks()).toEqual([first, second]);
  });

  test('that are damaged let nobody open the database, who would bring somebody back', () => {
    const key = sealOf(made());
    key.addMarks([key.markOf('a')]);
    writeFileSync(keyFile, readFileSync(keyFile, 'utf8').replace(/(?<=mark )./, 'x'));
    expect(said(() => openDatabase(file))).toBe('Line 4 of …/identities.key is damaged; it says who was erased. Put your copy of the file in its place.');
  });
});

describe('a step that leaves no trace', () => {
  const secret = 'Grace-Hopper-was-here';
  const bytes = (path: string): Buffer => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));
  const plain = { name: 'plain', steps: [{ name: '0001-plain', sql: 'CREATE TABLE plain (id INTEGER PRIMARY KEY, name TEXT) STRICT' }] };
  const sealing = {
    name: 'plain',
    steps: [...plain.steps, { name: '0002-sealed', leavesNoTrace: true as const, changes: { plain: ['name'] }, sql: "CREATE TABLE new_plain (id INTEGER PRIMARY KEY, name BLOB) STRICT; INSERT INTO new_plain SELECT id, sealed(name, '') FROM plain; DROP TABLE plain; ALTER TABLE new_plain RENAME TO plain" }],
  };
  const found = () => [file, `${file}-wal`].filter((path) => bytes(path).includes(secret));

  test('leaves none in the file, its free pages and its log, also where the process died before the file was written anew', () => {
    const database = keep(openDatabase(file));
    migrate(database, plain);
    // Deleted by a version that did not overwrite.
    database.pragma('secure_delete = OFF');
    for (let n = 0; n < 200; n += 1) database.prepare('INSERT INTO plain VALUES (?, ?)').run(n, `${secret} ${n}`);
    database.exec('DELETE FROM plain WHERE id > 100');
    database.pragma('wal_checkpoint(TRUNCATE)');
    expect(found()).toEqual([file]);
    migrate(database, sealing);
    expect(found()).toEqual([]);
    expect(database.prepare('SELECT unsealed(name) FROM plain WHERE id = 7').pluck().get()).toBe(`${secret} 7`);

    // As a process leaves it that dies behind the step: due, and not done.
    database.exec(`CREATE TABLE scratch (t TEXT); INSERT INTO scratch VALUES ('${secret}'); DROP TABLE scratch; PRAGMA user_version = 1`);
    database.pragma('wal_checkpoint(TRUNCATE)');
    expect(found()).toEqual([file]);
    migrate(database, sealing);
    expect(found()).toEqual([]);
    expect(database.pragma('user_version', { simple: true })).toBe(0);
  });
});
