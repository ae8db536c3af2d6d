import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';

/** What a command line gets to hear in both languages; it ends with 2, says it in one line and prints nothing. */
async function refusals(words: readonly string[]): Promise<readonly string[]> {
  const said = [];
  for (const LANG of ['en_GB.UTF-8', 'de_DE.UTF-8']) {
    const world = capturedWorld({ LANG });
    expect(await run(words, world)).toBe(2);
    expect(world.out()).toBe('');
    expect(world.messages()).toMatch(/^[^\n]+\n$/);
    said.push(world.messages().trimEnd());
  }
  return said;
}

test.each([
  [['raport'], 'There is no command "raport". Did you mean report? Help: pegel --help', 'Den Befehl „raport“ gibt es nicht. Meinten Sie report? Hilfe: pegel --help'],
  [['help', 'exprot'], 'There is no command "exprot". Did you mean export? Help: pegel --help', 'Den Befehl „exprot“ gibt es nicht. Meinten Sie export? Hilfe: pegel --help'],
  [['export', 'spend'], 'There is no command "spend". There is spend-by-user. Help: pegel export --help', 'Den Befehl „spend“ gibt es nicht. Es gibt spend-by-user. Hilfe: pegel export --help'],
  [['raport', '--metrics', 'chats'], 'There is no command "raport". Did you mean report? Help: pegel --help', 'Den Befehl „raport“ gibt es nicht. Meinten Sie report? Hilfe: pegel --help'],
  [['export', 'spend-by-usr', '--from', 'x'], 'There is no command "spend-by-usr". Did you mean spend-by-user? Help: pegel export --help', 'Den Befehl „spend-by-usr“ gibt es nicht. Meinten Sie spend-by-user? Hilfe: pegel export --help'],
  [['export'], 'pegel export needs spend-by-user. Help: pegel export --help', 'pegel export braucht einen Befehl: spend-by-user. Hilfe: pegel export --help'],
  [['report', '--metric', 'chats'], '"--metric" is no option of pegel report. Did you mean --metrics? Help: pegel report --help', '„--metric“ ist keine Option von pegel report. Meinten Sie --metrics? Hilfe: pegel report --help'],
  [['report'], 'pegel report needs --metrics <names>. Help: pegel report --help', 'pegel report braucht --metrics <names>. Hilfe: pegel report --help'],
  [['report', '-x'], '"-x" is no option of pegel report. Help: pegel report --help', '„-x“ ist keine Option von pegel report. Hilfe: pegel report --help'],
  [['report', '--', '--metrics'], 'pegel report needs --metrics <names>. Help: pegel report --help', 'pegel report braucht --metrics <names>. Hilfe: pegel report --help'],
  [['raport', '--help'], 'There is no command "raport". Did you mean report? Help: pegel --help', 'Den Befehl „raport“ gibt es nicht. Meinten Sie report? Hilfe: pegel --help'],
  [['export', 'nonsense', '--help'], 'There is no command "nonsense". There is spend-by-user. Help: pegel export --help', 'Den Befehl „nonsense“ gibt es nicht. Es gibt spend-by-user. Hilfe: pegel export --help'],
  [['report', '--metrics', 'chats', '--from', '2026-02-30'], '--from cannot be "2026-02-30". It must be a day that exists, such as 2026-11-22.', '--from kann nicht „2026-02-30“ sein. Es muss ein Tag sein, den es gibt, etwa 2026-11-22.'],
  [['report', '--metrics', 'chats', '--top', '0'], '--top cannot be "0". It must be a whole number from 1 to 1000.', '--top kann nicht „0“ sein. Es muss eine ganze Zahl von 1 bis 1000 sein.'],
  [['report', '--metrics'], 'A value is missing: --metrics <names> Help: pegel report --help', 'Ein Wert fehlt: --metrics <names> Hilfe: pegel report --help'],
  [['import', 'claude-code'], 'pegel import needs <path>. Help: pegel import --help', 'pegel import braucht <path>. Hilfe: pegel import --help'],
  [['report', '--metrics', 'chats', 'today'], '"today" is one argument too many for pegel report. Help: pegel report --help', '„today“ ist ein Argument zu viel für pegel report. Hilfe: pegel report --help'],
  [['--url', 'http://x', 'report'], 'The command stands before its options: pegel report … Help: pegel overview --help', 'Der Befehl steht vor seinen Optionen: pegel report … Hilfe: pegel overview --help'],
  [['--', 'report'], 'The command stands before its options: pegel report … Help: pegel overview --help', 'Der Befehl steht vor seinen Optionen: pegel report … Hilfe: pegel overview --help'],
  [['serve', '--data', '.', '--port', '99999'], '--port cannot be "99999". A port is a whole number from 0 to 65535.', '--port kann nicht „99999“ sein. Ein Port ist eine ganze Zahl von 0 bis 65535.'],
  [['overview', '--fail-stale', 'soon'], '--fail-stale cannot be "soon". An age is a number with m, h or d, such as 36h.', '--fail-stale kann nicht „soon“ sein. Ein Alter ist eine Zahl mit m, h oder d, etwa 36h.'],
  [['report', '--metrics', 'chats', '--range', '7'], '--range cannot be "7". Did you mean 7d? It must be one of 7d, 28d, 30d, 90d, 91d, 365d, mtd, qtd, ytd, 12m, today, or two days such as 2026-10-26..2026-11-22.', '--range kann nicht „7“ sein. Meinten Sie 7d? Es muss eines von 7d, 28d, 30d, 90d, 91d, 365d, mtd, qtd, ytd, 12m, today sein oder zwei Tage wie 2026-10-26..2026-11-22.'],
  [['overview', '--range', '28'], '--range cannot be "28". Did you mean 28d? It must be one of 7d, 28d, 90d, mtd, qtd, ytd, 12m, or two days such as 2026-10-26..2026-11-22, at most 400 days apart.', '--range kann nicht „28“ sein. Meinten Sie 28d? Es muss eines von 7d, 28d, 90d, mtd, qtd, ytd, 12m sein oder zwei Tage wie 2026-10-26..2026-11-22, höchstens 400 Tage auseinander.'],
  [['overview', '--lang', 'fr'], '--lang cannot be "fr". It can be en, de.', '--lang kann nicht „fr“ sein. Möglich: en, de.'],
])('pegel %j', async (words, english, german) => {
  expect(await refusals(words)).toEqual([english, german]);
});

test('a metric that does not exist is refused with the one that was meant', async () => {
  const [english] = await refusals(['report', '--metrics', 'chats,utilization', '--range', '7d']);
  expect(english).toMatch(/^--metrics cannot be "utilization"\. Did you mean utilisation\? It can be activeUsers, .*/);
});

test('a filter says of what and what, and a list has something in it', async () => {
  for (const where of ['group', 'group:', ':Sales', 'team:Sales']) expect((await refusals(['report', '--metrics', 'chats', '--where', where]))[0]).toMatch(/^--where cannot be ".*"\. It must be one of person, model, /);
  for (const list of ['', ',', ' , ']) expect((await refusals(['report', `--metrics=${list}`]))[0]).toMatch(/^--metrics cannot be ".*"\. It can be /);
});

test('--lang outweighs the language around it, also where the rest cannot be read', async () => {
  for (const words of [['raport', '--lang', 'de'], ['--lang=de', 'report'], ['report', '--lang', 'fr', '--lang', 'de', '--nonsense']]) {
    const world = capturedWorld({ LANG: 'en_GB.UTF-8' });
    expect(await run(words, world)).toBe(2);
    expect(world.messages()).toMatch(/gibt es nicht|Der Befehl steht|kann nicht|keine Option/);
  }
});

test('whatever is typed is never repeated raw, and never a screen of it', async () => {
  for (const [word, shown] of [
    ['\x1B]52;c;ZXZpbA==\x07rep\x1B[2Jort', 'report'],
    ['two\nlines\r\x00\u202E', 'two lines'],
    ['x'.repeat(100_000), `${'x'.repeat(59)}…`],
    ['--\x9B31mred', '--red'],
  ] as const) {
    const [english = ''] = await refusals([word.startsWith('--') ? 'overview' : 'export', word]);
    expect(english).toContain(`"${shown}`);
    expect(english).not.toMatch(/\p{Cc}|\u202E/u);
    expect(english.length).toBeLessThan(250);
  }
});
