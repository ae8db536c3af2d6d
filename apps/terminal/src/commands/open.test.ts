import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const printed = async (server: Awaited<ReturnType<typeof pegelServer>>, words: readonly string[]) => {
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken });
  const code = await run(words, world);
  return { code, out: world.out(), said: world.messages() };
};

test('a link that pegel url prints is opened again, whole and from the organisation on', async () => {
  const server = await pegelServer();
  const { out: link } = await printed(server, ['url', 'spend', '--range', '90d', '--panel', 'spend_to_date', '--pin']);
  expect(link).toMatch(new RegExp(`^${server.url}/[a-z0-9-]+/spend/spend-to-date\\?range=90d&end=\\d{4}-\\d\\d-\\d\\d\\n$`));
  const whole = await printed(server, ['open', link.trim()]);
  expect([whole.code, whole.said]).toEqual([0, '']);
  expect(whole.out).toContain('Total spend to date');
  expect(whole.out).not.toContain('Spend by model');
  expect((await printed(server, ['open', link.trim().slice(server.url.length)])).out).toBe(whole.out);
});

test('a link is opened in every format that its page has, and a panel of it alone has its own numbers', async () => {
  const server = await pegelServer();
  const slug = (await printed(server, ['url'])).out.split('/')[3] ?? '';
  const link = `/${slug}/spend?range=2026-01-12..2026-01-13`;
  for (const format of ['json', 'ndjson', 'csv', 'md']) {
    const page = await printed(server, ['spend', '--range', '2026-01-12..2026-01-13', '--format', format]);
    expect([format, await printed(server, ['open', link, '--format', format])]).toEqual([format, page]);
  }
  expect((await printed(server, ['open', `/${slug}/overview?range=7d`, '--format', 'csv'])).out).toBe((await printed(server, ['overview', '--range', '7d', '--format', 'csv'])).out);
  const panel = await printed(server, ['open', `/${slug}/spend/spend-to-date?range=2026-01-12..2026-01-13`, '--format', 'csv', '--dialect', 'excel-de']);
  expect(panel).toEqual(await printed(server, ['spend', '--range', '2026-01-12..2026-01-13', '--panel', 'spend_to_date', '--format', 'csv', '--dialect', 'excel-de']));
  expect((await printed(server, ['open', `${link}&explain=spend`, '--format', 'md'])).out).toMatch(/^\*\*Total spend/);
});

test('a page that is not of numbers is for screens: elsewhere it is said which command prints what it has', async () => {
  const server = await pegelServer();
  const slug = (await printed(server, ['url'])).out.split('/')[3] ?? '';
  for (const [page, command] of [['exports', 'export'], ['sources', 'sources'], ['settings', 'settings'], ['settings/members', 'settings']] as const) {
    expect(await printed(server, ['open', `${server.url}/${slug}/${page}`])).toEqual({ code: 2, out: '', said: `Only a screen shows this page; pegel ${command} prints what it has.\n` });
  }
});

test('what means nothing in a link is said, and a link of another server gets no token', async () => {
  const server = await pegelServer();
  const slug = (await printed(server, ['url'])).out.split('/')[3] ?? '';
  const { code, said } = await printed(server, ['open', `/${slug}/activity?range=lots`]);
  expect([code, said]).toEqual([0, expect.stringContaining('lots')]);
  expect(await printed(server, ['open', `https://elsewhere.example/${slug}/overview`])).toMatchObject({ code: 2, out: '', said: expect.stringContaining('--url https://elsewhere.example') });
  expect(await printed(server, ['open', '/nordwind/nowhere'])).toMatchObject({ code: 2, out: '' });
});

test('a range can be two days, and a course fits in a line', async () => {
  const server = await pegelServer();
  expect((await printed(server, ['activity', '--range', '2026-11-02..2026-11-20'])).out).toContain('2026-11-02');
  expect(await printed(server, ['activity', '--range', '2026-11-20..2026-11-02'])).toMatchObject({ code: 2, out: '' });
  const { code, out } = await printed(server, ['spark', 'chats', '--range', '28d', '--ascii']);
  expect(code).toBe(0);
  expect(out).toMatch(/^[ _.\-=*#]{28} [\d,]+\n$/);
});
