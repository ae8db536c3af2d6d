import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { served, temporaryFolder } from '../testing/served.js';
import { readWebsite } from '../website.js';
import { ask, credentialAt, doorsOf, keptBy, textOf, type Door } from './doors.js';

async function withDashboard(publicUrl?: string) {
  const root = await temporaryFolder();
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Pegel</title>');
  await writeFile(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(root, 'assets', 'index-1a2b3c.js'), 'export {};');
  const server = await served({ ports: { website: readWebsite(root), publicUrl } });
  return { ...server, doors: await doorsOf(server.app) };
}

interface Answer {
  readonly name: string;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly body: string;
}

/** Every answer that can be got at every door: to nobody, to somebody who may, to what is broken, and to methods that there are not. */
async function answersOf(server: Awaited<ReturnType<typeof withDashboard>>): Promise<readonly Answer[]> {
  const { app, doors } = server;
  const answers: Answer[] = [];
  const note = async (how: string, door: Door, response: Response) => {
    answers.push({ name: `${door.name}, ${how}`, ok: response.ok, headers: response.headers, body: await textOf(response) });
  };
  for (const door of doors) {
    const credential = credentialAt(door, server);
    await note('by nobody', door, await ask({ app }, door));
    await note('by somebody who may', door, await ask({ app }, door, credential));
    await note('with a parameter that there is not', door, await ask({ app }, { ...door, path: `${door.path}${door.path.includes('?') ? '&' : '?'}nothing=1` }, credential));
    if (door.body !== null) await note('with a body that is none', door, await ask({ app }, door, credential, '{"'));
    for (const method of ['DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND']) await note(`by ${method}`, door, await app.request(door.path, { method, headers: credential }));
  }
  return answers;
}

let plain: Promise<readonly Answer[]> | undefined;
/** Without https, asked for once. */
const allAnswers = (): Promise<readonly Answer[]> => (plain ??= withDashboard().then(answersOf));

const pagePolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const dataPolicy = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

describe('every answer of every door, whatever it says', () => {
  test('keeps a browser from running, framing, guessing, telling and lending anything', async () => {
    const answers = await allAnswers();
    expect(answers.length).toBeGreaterThan(200);
    for (const { name, headers } of answers) {
      expect([name, Object.fromEntries(['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'strict-transport-security', 'x-powered-by', 'server'].map((header) => [header, headers.get(header)]))]).toEqual([
        name,
        {
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'strict-transport-security': null,
          'x-powered-by': null,
          server: null,
        },
      ]);
      const policy = headers.get('content-security-policy') ?? '';
      expect([name, policy]).toEqual([name, policy === pagePolicy ? pagePolicy : dataPolicy]);
      for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'usb']) expect(headers.get('permissions-policy')).toContain(`${feature}=()`);
    }
  });

  test('is the page, one of its files, or data that a browser which shows it gives no home', async () => {
    const pages = new Set<string>();
    for (const { name, ok, headers } of await allAnswers()) {
      const isFile = ok && /javascript|html|svg/.test(headers.get('content-type') ?? '');
      expect([name, headers.get('content-security-policy')]).toEqual([name, isFile ? pagePolicy : dataPolicy]);
      if (isFile) pages.add(name.split(',')[0] ?? '');
    }
    expect([...pages].sort()).toEqual(['GET /', 'GET /assets/index-1a2b3c.js', 'GET /favicon.svg', 'GET /overview']);
  });

  test('names its type, and the characters of every text', async () => {
    for (const { name, headers, body } of await allAnswers()) {
      const type = headers.get('content-type');
      if (body === '' && type === null) continue;
      expect([name, type]).toEqual([name, expect.stringMatching(/^(application\/json(; charset=utf-8)?|application\/x-ndjson; charset=utf-8|(text\/(html|javascript|csv|markdown|event-stream)|image\/svg\+xml); charset=utf-8)$/i)]);
      if (type?.startsWith('application/json') === true && body !== '') expect(() => JSON.parse(body) as unknown).not.toThrow();
    }
  });

  test('belongs in no cache, except for files of the dashboard, which say nothing of anybody', async () => {
    for (const { name, headers } of await allAnswers()) {
      const kept = headers.get('cache-control');
      const isFile = headers.get('content-security-policy') === pagePolicy;
      expect([name, kept]).toEqual([name, isFile ? expect.stringMatching(/^(no-cache|public, max-age=31536000, immutable)$/) : expect.stringMatching(/^no-store(, no-transform)?$/)]);
    }
  });

  test('keeps the way encrypted for a year, below it too, once the operator has said that it is', async () => {
    for (const { name, headers } of await answersOf(await withDashboard('https://pegel.example'))) {
      expect([name, headers.get('strict-transport-security')]).toEqual([name, 'max-age=31536000; includeSubDomains']);
    }
  });

  test('sends nobody elsewhere', async () => {
    // A page that is gone leads to a page of ours, if anywhere; nothing leads to https, which is the proxy's.
    for (const { name, headers } of await allAnswers()) expect([name, headers.get('location')]).toEqual([name, expect.toSatisfy((to: string | null) => to === null || /^(http:\/\/localhost)?\/(?![/\\])/.test(to))]);
  });

  test('sets no cookie, but for a sign-in', async () => {
    for (const { name, headers } of await allAnswers()) {
      if (!name.includes('/auth/')) expect([name, headers.get('set-cookie')]).toEqual([name, null]);
    }
  });
});

test('a method that a door does not have changes nothing and is refused with those it has', async () => {
  const { app, doors, ownerToken, read } = await withDashboard();
  const before = keptBy({ read });
  for (const door of doors) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'OPTIONS']) {
      // Following changes is a question, however it is sent.
      if (method === door.method || (door.path.startsWith('/trpc/changes') && method === 'POST') || doors.some(({ method: other, name }) => method === other && name.endsWith(` ${door.name.split(' ')[1] ?? ''}`))) continue;
      const response = await app.request(door.path, { method, headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' }, ...(method === 'GET' ? {} : { body: '{}' }) });
      expect([door.name, method, response.status]).toEqual([door.name, method, expect.toSatisfy((status: number) => [404, 405].includes(status))]);
      if (response.status === 405 && !door.path.startsWith('/trpc')) expect(response.headers.get('allow')).toContain(door.method);
    }
  }
  expect(keptBy({ read })).toBe(before);
});
