import { utimesSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WirePerson } from '@pegel/domain';
import { directory } from './index.js';
import { entraHeader, entraRow, folderWith, imported, importedFrom } from '../testing/directory.js';

const csv = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
const by = (people: readonly WirePerson[] | undefined) => Object.fromEntries((people ?? []).map(({ id, email, ...said }) => [email ?? id, said]));

describe('what Entra downloads', () => {
  const users = csv(
    entraHeader,
    entraRow({ upn: 'ada@nordwind.example', id: 'o-1', department: 'Sales', name: 'Ada' }),
    entraRow({ upn: 'b.meier@nordwind.example', mail: 'Ben.Meier@nordwind.example', id: 'o-2', department: 'Legal', name: 'Ben' }),
    entraRow({ upn: 'cleo@nordwind.example', id: 'o-3', department: 'Legal', enabled: 'False', name: 'Cleo' }),
    entraRow({ upn: 'guest_partner.example#EXT#@nordwind.example', mail: 'guest@partner.example', id: 'o-4', type: 'Guest', name: 'Guest' }),
  );

  test('says who belongs where and who is who under two addresses, and nothing of seats', async () => {
    const { snapshots, problems, summary } = await importedFrom({ 'exportUsers_2026-11-22.csv': users });
    expect(snapshots).toEqual([
      { takenAt: '2026-11-22T12:00:00.000Z', complete: false, fields: [], people: [{ id: 'o-2', email: 'b.meier@nordwind.example' }] },
      {
        takenAt: '2026-11-22T12:00:00.512Z', complete: true, fields: ['department'],
        people: [
          { id: 'o-1', email: 'ada@nordwind.example', name: 'Ada', department: 'Sales' },
          { id: 'o-2', email: 'ben.meier@nordwind.example', name: 'Ben', department: 'Legal' },
          { id: 'o-3', email: 'cleo@nordwind.example', name: 'Cleo', department: 'Legal' },
        ],
      },
    ]);
    expect(problems.map(({ reason, line }) => [reason, line])).toEqual([['guest', null]]);
    expect(summary).toEqual({ source: 'directory', files: 1, read: 4, skipped: { guest: 1 } });
  });

  test('is read without ids where somebody says so: then each is the one of the address to write to', async () => {
    const { snapshots } = await importedFrom({ 'users.csv': users }, { columns: 'id=' });
    expect(snapshots.flatMap(({ people }) => people ?? []).map(({ id, email }) => [id, email])).toEqual([[undefined, 'ada@nordwind.example'], [undefined, 'ben.meier@nordwind.example'], [undefined, 'cleo@nordwind.example']]);
  });

  test('is said to be read by which columns, so that a wrong guess is seen', async () => {
    expect((await importedFrom({ 'exportUsers_2026-11-22.csv': users }, { seat: 'standard' })).notes.map(({ en }) => en)).toEqual([
      'exportUsers_2026-11-22.csv, by its columns: id "objectId", email "mail", login "userPrincipalName", name "displayName", type "userType", enabled "accountEnabled", department "department".',
      '2026-11-22: 3 people, 2 with a seat. The list says status, seat, department.',
    ]);
  });

  test('keeps no title, telephone number, street or age', async () => {
    expect(JSON.stringify(await importedFrom({ 'users.csv': users }))).not.toMatch(/secret/i);
  });

  test('with --seat everybody who may sign in has one, and nobody is said to be invited', async () => {
    const { snapshots } = await importedFrom({ 'users_2026-11-22.csv': users }, { seat: 'standard' });
    expect(snapshots.at(-1)?.fields).toEqual(['status', 'seat', 'department']);
    expect(by(snapshots.at(-1)?.people)).toMatchObject({
      'ada@nordwind.example': { status: 'active', seat: 'standard' }, 'ben.meier@nordwind.example': { status: 'active', seat: 'standard' }, 'cleo@nordwind.example': { status: 'suspended' },
    });
    expect(by(snapshots.at(-1)?.people)['cleo@nordwind.example']).not.toHaveProperty('seat');
  });

  test('an account that shares the address of another keeps its own, and the address is that of who signs in with it', async () => {
    const { snapshots, reasons } = await importedFrom({
      'users.csv': csv(entraHeader, entraRow({ upn: 'adm-ada@nordwind.example', mail: 'ada@nordwind.example', id: 'o-0', department: 'IT' }), entraRow({ upn: 'ada@nordwind.example', id: 'o-1', department: 'Sales' })),
    });
    expect(snapshots.flatMap(({ people }) => people ?? []).map(({ id, email, department }) => [id, email, department])).toEqual([['o-0', 'adm-ada@nordwind.example', 'IT'], ['o-1', 'ada@nordwind.example', 'Sales']]);
    expect(reasons).toEqual(['shared-address']);
  });
});

test('an address that two accounts have and neither signs in with is that of the one which may sign in', async () => {
  const { snapshots } = await importedFrom({
    'users.csv': csv(entraHeader, entraRow({ upn: 'old@nordwind.example', mail: 'ada@nordwind.example', id: 'o-1', department: 'Sales', enabled: 'False' }), entraRow({ upn: 'new@nordwind.example', mail: 'ada@nordwind.example', id: 'o-2', department: 'Legal' })),
  });
  expect(snapshots.at(-1)?.people?.map(({ id, email }) => [id, email])).toEqual([['o-1', 'old@nordwind.example'], ['o-2', 'ada@nordwind.example']]);
});

describe('a table of anybody', () => {
  test.each([
    ['German, with semicolons', csv('E-Mail;Anzeigename;Abteilung;Kostenstelle;Gruppen', 'ada@nordwind.example;Ada;Vertrieb;4711;"Berlin, Vertrieb"')],
    ['English, with commas', csv('Email Address,Full Name,Department,Cost Center,Groups', 'ada@nordwind.example,Ada,Vertrieb,4711,Berlin; Vertrieb')],
    ['with a byte order mark and tabs', `\uFEFF${csv('e_mail\tname\tDEPARTMENT\tcost-centre\tTeams', 'ada@nordwind.example\tAda\tVertrieb\t4711\tBerlin|Vertrieb')}`],
  ])('is known by the names of its columns: %s', async (_, text) => {
    const { snapshots, problems } = await importedFrom({ 'people.csv': text });
    expect(problems).toEqual([]);
    expect(snapshots).toMatchObject([{ complete: true, fields: ['groups', 'department', 'costCentre'], people: [{ email: 'ada@nordwind.example', name: 'Ada', department: 'Vertrieb', costCentre: '4711', groups: ['Berlin', 'Vertrieb'] }] }]);
  });

  const odd = csv('Kürzel,Adresse,"Abt., kurz",Abteilung,Personal-Nr.', 'AL,ada@nordwind.example,VT,Vertrieb,17');

  test('is told what its columns hold, also one whose name holds a comma, and that one of them is not meant', async () => {
    const { snapshots } = await importedFrom({ 'people.csv': odd }, { columns: 'Email=Adresse, department="Abt., kurz",id=Personal-Nr.' });
    expect(snapshots[0]?.people).toEqual([{ id: '17', email: 'ada@nordwind.example', department: 'VT' }]);
    const none = await importedFrom({ 'people.csv': odd }, { columns: 'email=Adresse,department=' });
    expect([none.snapshots, none.reasons]).toEqual([[], ['says-nothing']]);
  });

  test.each([
    ['mail=Adresse', /^A column can hold id, email, login, .*; "mail" is none of these\./],
    ['email', /"email" is none of these\. Write it as email=/],
    ['email=Adresse,email=Kürzel', /^email is given twice\.$/],
    ['email=Address', /people\.csv has no column "Address" for email\. Its columns are "Kürzel", "Adresse", "Abt\., kurz", "Abteilung", "Personal-Nr\."\.$/],
  ])('told %s is refused before anything is sent', async (columns, sentence) => {
    await expect(importedFrom({ 'people.csv': odd }, { columns })).rejects.toThrow(sentence);
  });

  test('that names nobody is left out with the columns it has, and the rest is read', async () => {
    const { snapshots, problems } = await importedFrom({ 'people.csv': csv('email,department', 'ada@nordwind.example,Sales'), 'rooms.csv': csv('Room,Floor', 'Elbe,3') });
    expect(snapshots).toMatchObject([{ complete: true, people: [{ department: 'Sales' }] }]);
    expect(problems).toMatchObject([{ file: expect.stringMatching(/rooms\.csv$/), line: null, reason: 'unknown-columns', message: { en: expect.stringContaining('Its columns are "Room", "Floor".'), de: expect.stringContaining('„') } }].map(({ message: { en }, ...rest }) => ({ ...rest, message: { en } })));
  });

  test('separates groups by what it is told', async () => {
    const text = csv('email,groups', 'ada@nordwind.example,"Sales, EMEA / Legal, EMEA"');
    expect((await importedFrom({ 'people.csv': text }, { separator: '/' })).snapshots[0]?.people?.[0]?.groups).toEqual(['Legal, EMEA', 'Sales, EMEA']);
    expect((await importedFrom({ 'people.csv': text })).snapshots[0]?.people?.[0]?.groups).toEqual(['EMEA', 'EMEA / Legal', 'Sales']);
  });

  test('that repeats somebody for each of their groups has them once', async () => {
    const { snapshots, problems } = await importedFrom({ 'people.csv': csv('email,department,group', 'ada@nordwind.example,Sales,Berlin', 'ADA@nordwind.example ,,Sales', 'ada@nordwind.example,Sales,Berlin') });
    expect(problems).toEqual([]);
    expect(snapshots[0]?.people).toEqual([{ email: 'ada@nordwind.example', department: 'Sales', groups: ['Berlin', 'Sales'] }]);
  });

  test('whose column is empty throughout says nothing of it', async () => {
    expect((await importedFrom({ 'people.csv': csv('email,department,cost centre', 'ada@nordwind.example,,4711', 'ben@nordwind.example,,') })).snapshots).toMatchObject([{ fields: ['costCentre'] }]);
  });
});

describe('who has a seat', () => {
  const rows = ['ada@nordwind.example,Active,Premium', 'ben@nordwind.example,Active,Unassigned', 'cleo@nordwind.example,Suspended,Standard'];

  test('is said by a column of seats and the states beside it', async () => {
    const { snapshots } = await importedFrom({ 'p.csv': csv('Email,Status,Seat Tier', ...rows) });
    expect(snapshots).toMatchObject([{ complete: true, fields: ['status', 'seat'], people: [{ status: 'active', seat: 'Premium' }, { status: 'active' }, { status: 'suspended', seat: 'Standard' }] }]);
    expect(snapshots[0]?.people?.[1]).not.toHaveProperty('seat');
  });

  test('is not said by states alone, unless somebody says that they are those of the assistant', async () => {
    const text = csv('email,status,department', 'ada@nordwind.example,aktiv,Sales', 'ben@nordwind.example,gesperrt,Legal');
    expect((await importedFrom({ 'p.csv': text })).snapshots[0]?.fields).toEqual(['department']);
    const { snapshots } = await importedFrom({ 'p.csv': text }, { columns: 'status=status' });
    expect([snapshots[0]?.fields, snapshots[0]?.people?.map(({ status }) => status)]).toEqual([['status', 'department'], ['active', 'suspended']]);
  });

  test('speaks of invites where it names somebody who is invited', async () => {
    expect((await importedFrom({ 'p.csv': csv('Email,Status,Seat Tier', ...rows, 'dan@nordwind.example,Pending,Standard') })).snapshots[0]?.fields).toEqual(['status', 'seat', 'invites']);
  });

  test('said by a column and by --seat at once is refused', async () => {
    await expect(importedFrom({ 'p.csv': csv('Email,Lizenz', 'ada@nordwind.example,ja') }, { seat: 'standard' })).rejects.toThrow(/^The column "Lizenz" of .*p\.csv says who has a seat, and so does --seat\./);
    expect((await importedFrom({ 'p.csv': csv('Email,Lizenz', 'ada@nordwind.example,nein') }, { seat: 'standard', columns: 'seat=' })).snapshots[0]?.people?.[0]?.seat).toBe('standard');
  });

  test('guests have one where the list says so', async () => {
    const { snapshots, summary } = await importedFrom({ 'p.csv': csv('Email,User type,Seat', 'ada@nordwind.example,Guest,Standard', 'ben@nordwind.example,Guest,', 'cleo@nordwind.example,Member,') });
    expect([snapshots[0]?.people?.map(({ email, seat }) => [email, seat]), summary.skipped]).toEqual([[['ada@nordwind.example', 'Standard'], ['cleo@nordwind.example', undefined]], { guest: 1 }]);
  });

  test('yes and no are words for it', async () => {
    const { snapshots } = await importedFrom({ 'p.csv': csv('Email,Lizenz', 'ada@nordwind.example,ja', 'ben@nordwind.example,nein') });
    expect(snapshots[0]?.people).toEqual([{ email: 'ada@nordwind.example', status: 'active', seat: 'standard' }, { email: 'ben@nordwind.example', status: 'active' }]);
  });
});

describe('when it was taken', () => {
  const list = (department: string) => csv('email,department', `ada@nordwind.example,${department}`);

  test.each(['people-2026-11-22.csv', '20261122 people.csv', 'people_2026_11_22_10_30.csv', 'Personal 22.11.2026.csv', 'exportUsers_2026-11-22.CSV', '2026-11-22/people.csv', 'export-2026-01-01-to-2026-11-22.csv'])('%s says it', async (name) => {
    expect((await importedFrom({ [name]: list('Sales') })).snapshots).toMatchObject([{ takenAt: '2026-11-22T12:00:00.512Z' }]);
  });

  test('the folder that was given says it, for all that lies in it', async () => {
    const folder = folderWith({ 'lists-2026-11-22/sales/people.csv': list('Sales') });
    for (const path of ['lists-2026-11-22', 'lists-2026-11-22/sales']) expect((await imported(`${folder}/${path}`)).snapshots).toMatchObject([{ takenAt: path.endsWith('22') ? '2026-11-22T12:00:00.512Z' : '2026-11-20T08:00:00.512Z' }]);
    const itself = folderWith({ '2026-11-22/people.csv': list('Sales') });
    expect((await imported(`${itself}/2026-11-22/people.csv`)).snapshots).toMatchObject([{ takenAt: '2026-11-22T12:00:00.512Z' }]);
  });

  test.each(['people.csv', 'people-2026-13-45.csv', 'people-20261.csv', '1234567890.csv'])('%s does not, and its last change does, not the time of the import', async (name) => {
    expect((await importedFrom({ [name]: list('Sales') })).snapshots).toMatchObject([{ takenAt: '2026-11-20T08:00:00.512Z' }]);
  });

  test('is what somebody says, for all files', async () => {
    const files = { 'a-2026-11-01.csv': list('Sales'), 'b.csv': csv('email,cost centre', 'ada@nordwind.example,4711') };
    expect((await importedFrom(files, { taken: '2026-11-22' })).snapshots).toMatchObject([{ takenAt: '2026-11-22T12:00:01.536Z', fields: ['department', 'costCentre'] }]);
    expect((await importedFrom(files, { taken: '2026-11-22T09:30:00+01:00' })).snapshots).toMatchObject([{ takenAt: '2026-11-22T08:30:01.536Z' }]);
    await expect(importedFrom(files, { taken: '22.11.' })).rejects.toThrow('"22.11." is neither a day such as 2026-11-22 nor an instant such as 2026-11-22T09:30:00Z.');
  });

  test('is another millisecond for lists that speak of other things, so that a server keeps both', async () => {
    const [departments, centres] = [await importedFrom({ 'a-2026-11-22.csv': list('Sales') }), await importedFrom({ 'b-2026-11-22.csv': csv('email,cost centre', 'ada@nordwind.example,4711') })];
    expect(departments.snapshots[0]?.takenAt).not.toBe(centres.snapshots[0]?.takenAt);
  });

  test('a date that is written stands before an instant at which a file was changed', async () => {
    const folder = folderWith({ 'a-2026-11-20.csv': list('Sales'), 'b.csv': csv('email,cost centre', 'ada@nordwind.example,4711') });
    utimesSync(`${folder}/b.csv`, new Date('2026-11-20T20:00:00Z'), new Date('2026-11-20T20:00:00Z'));
    expect((await imported(folder)).snapshots).toMatchObject([{ takenAt: '2026-11-20T12:00:01.536Z', fields: ['department', 'costCentre'] }]);
  });

  test('differs by file: each date is a list of its own, the oldest first', async () => {
    const { snapshots } = await importedFrom({ 'z-2026-11-08.csv': list('Sales'), 'a-2026-11-22.csv': list('Research'), 'm-2026-11-15.csv': list('Legal') });
    expect(snapshots.map(({ takenAt, people }) => [takenAt.slice(0, 10), people?.[0]?.department])).toEqual([['2026-11-08', 'Sales'], ['2026-11-15', 'Legal'], ['2026-11-22', 'Research']]);
  });
});

describe('what cannot be used is said by file, line and column, and makes a part of the list where it may hide somebody', () => {
  const around = (row: string) => csv('email,name,department,groups,enabled', 'ada@nordwind.example,Ada,Sales,Berlin,true', row, 'ben@nordwind.example,Ben,Legal,,true');

  test.each<[string, string, string, boolean]>([
    ['nobody', ',Room Elbe,Facilities,,true', 'nobody', true],
    ['an address that is none', 'cleo(at)nordwind.example,Cleo,Sales,,true', 'bad-email', false],
    ['a department that begins with @', 'cleo@nordwind.example,Cleo,@service,,true', 'bad-department', false],
    ['a department of a megabyte', `cleo@nordwind.example,Cleo,${'x'.repeat(60_000)},,true`, 'bad-department', false],
    ['a state that nobody knows', 'cleo@nordwind.example,Cleo,Sales,,perhaps', 'bad-enabled', false],
    ['a field too few', 'cleo@nordwind.example,Cleo', 'too-few-fields', false],
    ['a quote where none can be', 'cleo@nordwind.example,"Cleo"x,Sales,,true', 'bad-quotes', false],
    ['somebody who is somewhere else too', 'ada@nordwind.example,Ada,Legal,,true', 'contradiction', false],
  ])('%s', async (_, row, reason, isWhole) => {
    const { snapshots, problems, summary } = await importedFrom({ 'p-2026-11-22.csv': around(row) });
    expect(problems[0]).toEqual({ file: expect.stringMatching(/p-2026-11-22\.csv$/), line: 3, reason, message: { en: expect.stringMatching(/\.$/), de: expect.stringMatching(/\.$/) } });
    expect(problems.slice(1).map((problem) => problem.reason)).toEqual(isWhole ? [] : ['not-complete']);
    expect(snapshots).toMatchObject([{ complete: isWhole }]);
    expect(snapshots[0]?.people?.map(({ email }) => email)).toEqual(reason === 'contradiction' ? ['ben@nordwind.example'] : ['ada@nordwind.example', 'ben@nordwind.example']);
    expect(summary.read).toBe(3);
  });

  test('names the column', async () => {
    const { problems } = await importedFrom({ 'p.csv': csv('E-Mail;Abteilung', 'ada@nordwind.example;@x') });
    expect(problems[0]?.message).toEqual({ en: '"Abteilung": The department is longer than 200 characters, not well-formed text or begins with "@".', de: '"Abteilung": Die Abteilung ist länger als 200 Zeichen, kein wohlgeformter Text oder beginnt mit „@“.' });
  });

  test('says where the other row is that contradicts one', async () => {
    const { problems } = await importedFrom({ 'a-2026-11-22.csv': csv('email,department', 'ada@nordwind.example,Sales'), 'b-2026-11-22.csv': csv('email,department', 'ada@nordwind.example,Legal') });
    expect(problems[0]?.message.en).toBe('It says something else of the same person than a-2026-11-22.csv:2. Nobody can say which is right, so neither is taken.');
  });

  test('a group or a name alone is left out of whoever has it', async () => {
    const { snapshots, reasons } = await importedFrom({ 'p.csv': around(`cleo@nordwind.example,${'x'.repeat(401)},Sales,@service;Berlin,true`) });
    expect(reasons).toEqual(['bad-name', 'bad-group']);
    expect(snapshots).toMatchObject([{ complete: true, people: [{}, {}, { email: 'cleo@nordwind.example', department: 'Sales', groups: ['Berlin'] }] }]);
  });

  test('a list that is said to be partial is one, and nothing is said of that', async () => {
    const { snapshots, problems } = await importedFrom({ 'p.csv': around('cleo@nordwind.example,Cleo,Sales,,true') }, { partial: true });
    expect([snapshots[0]?.complete, problems]).toEqual([false, []]);
  });

  test('a list of nobody is not sent: it would make everybody leave', async () => {
    const { snapshots, reasons } = await importedFrom({ 'p.csv': 'email,department\n' }, { seat: 'standard' });
    expect([snapshots, reasons]).toEqual([[], ['nobody-listed']]);
  });
});

test.each<[string, Record<string, string>, RegExp]>([
  ['a folder without a list', { 'notes.txt': 'x' }, /^There is no \.csv and no \.json file at /],
])('%s is refused before anything is sent', async (_, files, sentence) => {
  await expect(directory.open(folderWith(files))).rejects.toThrow(sentence);
});

test('what is neither a table nor a page is said, and hidden files are not', async () => {
  const { problems } = await importedFrom({ 'p.csv': csv('email,department', 'ada@nordwind.example,Sales'), 'people.xlsx': 'x', '.DS_Store': 'x' });
  expect(problems.map(({ file, reason }) => [file.split('/').at(-1), reason])).toEqual([['people.xlsx', 'other-file']]);
});

test.each<[string, string | Buffer, string]>([
  ['two columns of one name', csv('email,email,department', 'a@x.example,b@x.example,Sales'), 'duplicate-column'],
  ['CP1252', Buffer.from(csv('email,department', 'a@x.example,Süd'), 'latin1'), 'invalid-utf8'],
  ['UTF-16', Buffer.from(`\uFEFF${csv('email,department', 'a@x.example,Sales')}`, 'utf16le'), 'utf-16'],
  ['nothing', '', 'empty-file'],
])('a table of %s costs only itself, and may hide somebody', async (_, content, reason) => {
  const { snapshots, reasons } = await importedFrom({ 'a.csv': csv('email,department', 'ada@nordwind.example,Sales'), 'b.csv': content });
  expect(reasons).toEqual([reason, 'not-complete']);
  expect(snapshots).toMatchObject([{ complete: false, people: [{ email: 'ada@nordwind.example' }] }]);
});

test('however rows are ordered and spread over files of one date, the same is sent', async () => {
  const person = fc.record({ email: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', ''), objectId: fc.constantFrom('1', '2', ''), department: fc.constantFrom('Sales', 'Legal', ''), groups: fc.constantFrom('', 'Berlin', 'Berlin;Sales') });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 6 }), fc.nat(), fc.infiniteStream(fc.nat(1_000)), async (rows, cut, random) => {
      const table = (some: typeof rows) => csv('email,objectId,department,groups', ...some.map((row) => Object.values(row).map((cell) => `"${cell}"`).join(',')));
      const shuffled = rows.map((row) => ({ row, at: random.next().value })).sort((a, b) => a.at - b.at).map(({ row }) => row);
      const at = cut % (rows.length + 1);
      const together = await importedFrom({ 'one.csv': table(rows) });
      const apart = await importedFrom({ 'one.csv': table(shuffled.slice(0, at)), 'two.csv': table(shuffled.slice(at)) });
      expect(apart.snapshots).toEqual(together.snapshots);
    }),
    { numRuns: 60 },
  );
});

test('whatever stands in its cells, a server takes what is sent', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('a@x.example', '=1+1', '@x', '__proto__', 'true', 'invited', '\u202E', 'x'.repeat(300)));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 5 }), async (rows) => {
      const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
      const { snapshots } = await importedFrom({ 'p.csv': csv('email,login,name,seat,status,groups,department,costcentre', ...quoted) });
      expect(snapshots.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 100 },
  );
});

test('somebody in more groups than there can be is left out, and the others are sent', async () => {
  const many = Array.from({ length: 1_001 }, (_, index) => `g${index}`).join(';');
  const { snapshots, reasons } = await importedFrom({ 'p.csv': csv('email,groups', `a@x.example,${many}`, 'b@x.example,g1') });
  expect([reasons, snapshots[0]?.complete, snapshots[0]?.people?.map(({ email }) => email)]).toEqual([['too-many-groups', 'not-complete'], false, ['b@x.example']]);
});

test('a list of more memberships than there can be is given up before it fills the memory, and other dates are sent', async () => {
  const groups = Array.from({ length: 1_000 }, (_, index) => index).join(';');
  const rows = Array.from({ length: 5_001 }, (_, index) => `${index}@x.example,${groups}`);
  const { snapshots, reasons } = await importedFrom({ 'p-2026-11-21.csv': csv('email,groups', ...rows), 'p-2026-11-22.csv': csv('email,department', 'a@x.example,S') });
  expect([reasons, snapshots.map(({ takenAt }) => takenAt.slice(0, 10))]).toEqual([['list-too-large'], ['2026-11-22']]);
});

test('more people than a request can hold are sent in parts, of which the first says who is there', async () => {
  const rows = Array.from({ length: 32_000 }, (_, index) => `person.${index}@nordwind.example,"${'A long name, '.repeat(29)}${index}",Department ${index % 40},${index % 7},Everybody;Group ${index % 50}`);
  const { snapshots, problems, progress } = await importedFrom({ 'people-2026-11-22.csv': csv('email,name,department,cost centre,groups', ...rows) });
  expect(problems).toEqual([]);
  expect(snapshots.map(({ takenAt, complete }) => [takenAt, complete])).toEqual([['2026-11-22T12:00:01.792Z', true], ['2026-11-22T12:00:01.793Z', false]]);
  for (const snapshot of snapshots) expect(Buffer.byteLength(JSON.stringify(snapshot))).toBeLessThan(16 * 1024 * 1024);
  expect(snapshots.reduce((sum, { people }) => sum + (people?.length ?? 0), 0)).toBe(32_000);
  expect(progress).toMatchObject({ files: 1, bytes: progress.bytesTotal });
});

test('is read through once', async () => {
  const run = await directory.open(folderWith({ 'p.csv': csv('email,department', 'a@x.example,Sales') }));
  for await (const _ of run.snapshots?.() ?? []);
  await expect(run.snapshots?.()[Symbol.asyncIterator]().next()).rejects.toThrow('A run is read through once');
});

test('a single table may be given as itself', async () => {
  const folder = folderWith({ 'people-2026-11-22.csv': csv('email,department', 'a@x.example,Sales') });
  expect((await imported(`${folder}/people-2026-11-22.csv`)).snapshots).toHaveLength(1);
});
