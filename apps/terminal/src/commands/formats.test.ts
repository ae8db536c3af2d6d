import { expect, test } from 'vitest';
import { cellsIn } from '@pegel/presentation/testing';
import { formats, type Format } from '../listing.js';
import { commands, run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

/** What lists rows, and whether its document is a table of just these; else it says more than rows, or a table sums them up. */
const listings: readonly (readonly [words: readonly string[], inMarkdown: 'rows' | null])[] = [
  [['overview'], 'rows'],
  [['adoption'], null],
  [['explain', 'messages', '--day', '2026-01-13', '--by', 'model'], 'rows'],
  [['metrics'], null],
  [['invites', '--ages'], null],
  [['invites'], null],
  [['sources'], null],
  [['sources', 'quarantine'], 'rows'],
  [['members'], 'rows'],
  [['keys', '--all'], 'rows'],
  [['settings'], null],
  [['whoami'], null],
];

const isRule = (line: string): boolean => /^\| :?-{3}/.test(line);
const rowsOfMarkdown = (text: string): readonly string[] => text.split('\n').filter((line, index, all) => line.startsWith('| ') && !isRule(line) && !isRule(all[index + 1] ?? ''));

test('every listing can be parsed in each of its formats, and has the same rows in all of them', async () => {
  const server = await pegelServer();
  const sent = '2026-01-10T09:00:00Z';
  await server.send('PUT', '/v1/directory', { takenAt: '2026-01-14T09:00:00Z', complete: true, people: [{ email: 'a@nordwind.example', status: 'active', seat: 'standard' }, { email: 'c@nordwind.example', status: 'invited', invitedAt: sent }] });
  await server.send('POST', '/v1/events', { events: [{ id: 'f', type: 'message.sent', at: '2099-01-01T00:00:00Z', person: { email: 'a@nordwind.example' }, chat: 'f' }] });
  const printed = async (words: readonly string[], format: Format): Promise<string> => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken });
    expect(await run([...words, '--format', format], world), `${[...words, format].join(' ')}: ${world.messages()}`).toBe(0);
    return world.out();
  };
  for (const [words, inMarkdown] of listings) {
    const name = words.join(' ');
    const [csv, ndjson, json, md] = [await printed(words, 'csv'), await printed(words, 'ndjson'), await printed(words, 'json'), await printed(words, 'md')];
    const [columns = [], ...cells] = cellsIn(csv, 'standard');
    const rows = ndjson.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>); // What NDJSON is.
    expect(columns.length, name).toBeGreaterThan(1);
    for (const row of rows) expect(Object.keys(row), name).toEqual(columns);
    expect(cells, name).toEqual(rows.map((row) => columns.map((column) => String(row[column] ?? ''))));
    expect(rows.length, name).toBeGreaterThan(0);
    expect(typeof JSON.parse(json), name).toBe('object');
    if (inMarkdown === 'rows') expect(rowsOfMarkdown(md), name).toHaveLength(rows.length);
    expect(md.trim(), name).not.toBe('');
  }
});

const flat = (all: typeof commands): typeof commands => all.flatMap((command) => [command, ...flat(command.commands ?? [])]);
const formatsOf = ({ options = [] }: (typeof commands)[number]): string => String(options.find(({ flags }) => flags.startsWith('--format'))?.choices ?? '');

test('every command that lists something takes every format, and what only does something says that there are no rows', () => {
  const by = (formatted: string): readonly string[] => flat(commands).filter((command) => formatsOf(command) === formatted).map(({ name }) => name);
  expect(by(String(formats))).toEqual(expect.arrayContaining(['overview', 'open', 'activity', 'adoption', 'spend', 'report', 'metrics', 'explain', 'invites', 'sources', 'quarantine', 'members', 'keys', 'settings', 'journal', 'unmask', 'my-data', 'whoami', 'doctor']));
  expect(by('table,json').toSorted()).toMatchInlineSnapshot(`
    [
      "approve",
      "close",
      "demo",
      "discard",
      "erase",
      "import",
      "init",
      "invite",
      "leave",
      "make-ingest",
      "make-token",
      "password",
      "refuse",
      "release",
      "remove",
      "request",
      "revoke",
      "role",
      "transfer",
      "verify",
      "withdraw",
      "withdraw",
    ]
  `);
  // Files of the server and documents, and what has nothing but itself to print: an address, a script, a line for a prompt, a screen.
  expect(flat(commands).filter((command) => formatsOf(command) !== String(formats) && formatsOf(command) !== 'table,json').map(({ name }) => name).toSorted()).toMatchInlineSnapshot(`
    [
      "complete",
      "completion",
      "export",
      "help",
      "login",
      "logout",
      "privacy-report",
      "serve",
      "spark",
      "spend-by-user",
      "url",
    ]
  `);
});

test('whoever asks what has no rows for rows is told which formats there are', async () => {
  const said = async (lang: string) => {
    const world = capturedWorld({ LC_ALL: lang });
    return [await run(['members', 'leave', '--format', 'csv'], world), world.messages()];
  };
  expect([await said('en'), await said('de')]).toMatchInlineSnapshot(`
    [
      [
        2,
        "--format cannot be "csv". It can be table, json.
    ",
      ],
      [
        2,
        "--format kann nicht „csv“ sein. Möglich: table, json.
    ",
      ],
    ]
  `);
});

test('--json is a format, and no other one beside it', async () => {
  const server = await pegelServer({ isEmpty: true });
  for (const command of ['keys', 'settings']) {
    const ran = async (...words: readonly string[]) => {
      const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken });
      return [await run([command, ...words], world), world.out(), world.messages()] as const;
    };
    const [, short] = await ran('--json');
    expect(Object.keys(JSON.parse(short))).toEqual(Object.keys(JSON.parse((await ran('--format', 'json'))[1])));
    expect(await ran('--json', '--format', 'csv')).toEqual([2, '', '--json and --format csv ask for two formats. Leave one of them out.\n']);
  }
});
