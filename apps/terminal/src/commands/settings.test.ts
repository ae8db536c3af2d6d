import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

async function running() {
  const server = await pegelServer();
  return async (words: readonly string[], variables: Record<string, string> = {}) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, ...variables });
    return { code: await run(words, world), out: world.out(), messages: world.messages() };
  };
}

test('shows the settings in two languages', async () => {
  const ran = await running();
  expect((await ran(['settings'])).out.replace(/\w{3} \d\d? \w{3,4}, \d\d:\d\d/, 'Thu 26 Nov, 00:14')).toMatchInlineSnapshot(`
    "Setting                     Value
    Time zone                   Europe/Berlin
    First day of the week       Monday
    First month of the year     January
    Order of sources            none pinned
    Names                       Full names
    Minimum group size          5 people
    Purposes                    none asked for
    Numbers by person kept for  as long as there are any
    Budget for a month          none

    When               Who                 Setting  Was         Became      Why
    Thu 26 Nov, 00:14  h@nordwind.example  Names    not chosen  Full names  No reason was given when the organisation was set up.
    "
  `);
  expect((await ran(['settings'], { LC_ALL: 'de_DE.UTF-8' })).out).toContain('Erster Tag der Woche             Montag');
});

test('changes nothing without --yes and says what would change; with it numbers follow at once', async () => {
  const ran = await running();
  const wish = ['settings', '--time-zone', 'Asia/Tokyo', '--week-start', 'sunday', '--fiscal-year-start', '4', '--source-order', 'gateway,live', '--reason', 'The office moved.'];
  const dry = await ran(wish);
  expect([dry.code, dry.messages]).toEqual([0, 'Nothing was changed; --yes does it.\n']);
  expect(dry.out).toMatchInlineSnapshot(`
    "Setting                  Is             Would be
    Time zone                Europe/Berlin  Asia/Tokyo
    First day of the week    Monday         Sunday
    First month of the year  January        April
    Order of sources         none pinned    gateway, live
    "
  `);
  expect((await ran([...wish, '--yes'])).code).toBe(0);
  const { settings, changes } = JSON.parse((await ran(['settings', '--json'])).out);
  expect(settings).toMatchObject({ timeZone: 'Asia/Tokyo', weekStart: 'sunday', fiscalYearStart: 4, sourceOrder: ['gateway', 'live'] });
  expect(changes).toMatchObject([{ by: 'h@nordwind.example', reason: 'The office moved.', was: { timeZone: 'Europe/Berlin', sourceOrder: [] } }, { by: 'h@nordwind.example', reason: '', was: {}, became: { names: 'full' } }]);
  expect((await ran(['settings'])).out).toContain('The office moved.');
  const report = JSON.parse((await ran(['report', '--metrics', 'messages', '--from', '2026-01-11', '--to', '2026-01-17', '--grain', 'week', '--format', 'json'])).out);
  expect(report.contract).toMatchObject({ timeZone: 'Asia/Tokyo', weekStart: 'sunday', fiscalYearStart: 4 });
  expect(report.rows).toMatchObject([{ bucket: '2026-01-11', values: { messages: 3 } }]);
  await ran(['settings', '--source-order', 'none', '--reason', 'Two systems by now.', '--yes']);
  expect(JSON.parse((await ran(['settings', '--json'])).out).settings.sourceOrder).toEqual([]);
});

test('what is told of people is changed for a reason, which everybody who sees the settings reads', async () => {
  const ran = await running();
  const wish = ['settings', '--names', 'pseudonyms', '--group-size', '8', '--purposes', 'Cost allocation, Licence management', '--retention-days', '365', '--reason', 'Works agreement 2026-04'];
  const dry = await ran(wish);
  expect([dry.code, dry.messages]).toEqual([0, 'Nothing was changed; --yes does it.\n']);
  expect(dry.out).toMatchInlineSnapshot(`
    "Setting                     Is                        Would be
    Names                       Full names                Pseudonyms
    Minimum group size          5 people                  8 people
    Purposes                    none asked for            Cost allocation, Licence management
    Numbers by person kept for  as long as there are any  365 days
    "
  `);
  expect((await ran([...wish, '--yes'])).code).toBe(0);
  const { settings, changes } = JSON.parse((await ran(['settings', '--json'])).out);
  expect(settings).toMatchObject({ names: 'pseudonyms', groupSize: 8, purposes: ['Cost allocation', 'Licence management'], retentionDays: 365 });
  expect(changes[0]).toMatchObject({ reason: 'Works agreement 2026-04', was: { names: 'full', groupSize: 5, purposes: [], retentionDays: null } });
  await ran(['settings', '--purposes', 'none', '--retention-days', 'none', '--reason', 'Not any more.', '--yes']);
  expect(JSON.parse((await ran(['settings', '--json'])).out).settings).toMatchObject({ names: 'pseudonyms', purposes: [], retentionDays: null });
});

test('says what is wrong with a setting or a missing reason', async () => {
  const ran = await running();
  const zone = await ran(['settings', '--time-zone', 'Mars/Base', '--reason', 'x', '--yes']);
  expect([zone.code, zone.messages]).toEqual([2, expect.stringContaining('It is an IANA name such as Europe/Berlin.')]);
  expect((await ran(['settings', '--fiscal-year-start', '13'])).code).toBe(2);
  const wrong = [['--names', 'nicknames'], ['--group-size', '4'], ['--group-size', '1e2'], ['--purposes', 'a,,b'], ['--purposes', 'a,a'], ['--retention-days', '29'], ['--retention-days', 'never']];
  for (const wish of wrong) expect([wish, (await ran(['settings', ...wish, '--reason', 'x', '--yes'])).code]).toEqual([wish, 2]);
  expect((await ran(['settings', '--group-size', '4'], { LC_ALL: 'de_DE.UTF-8' })).messages).toContain('Es ist eine ganze Zahl von 5 bis 1000.');
  const reason = await ran(['settings', '--time-zone', 'UTC', '--yes']);
  expect([reason.code, reason.messages]).toEqual([2, expect.stringContaining('A reason of 1 to 500 characters is needed')]);
  expect((await ran(['settings'], { PEGEL_TOKEN: 'pegel_reader_unknown' })).code).toBe(3);
});

test('a budget is set, told and taken away by the command line', async () => {
  const ran = await running();
  expect((await ran(['settings', '--budget', '24999.50', '--reason', 'Decided for 2027.', '--yes'])).out).toMatch(/Budget for a month +\$24,999\.50 a month\n[^]+Budget for a month +none +\$24,999\.50 a month +Decided for 2027\./);
  expect((await ran(['settings', '--budget', 'none'])).out).toMatch(/Budget for a month +\$24,999\.50 a month +none/);
  const wrong = await ran(['settings', '--budget', '25.000,00']);
  expect([wrong.code, wrong.messages]).toEqual([2, expect.stringContaining('It must be an amount above 0, such as 25000 or 24999.50.')]);
});
