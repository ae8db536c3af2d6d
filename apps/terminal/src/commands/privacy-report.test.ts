import { languages } from '@pegel/domain';
import { expect, test } from 'vitest';
import { widthOf } from '../fit.js';
import { run } from '../program.js';
import { capturedWorld, type CapturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

async function asked(server: Awaited<ReturnType<typeof pegelServer>>, words: readonly string[]): Promise<CapturedWorld> {
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken }, { loadServer: () => import('@pegel/server') });
  expect([await run(['privacy-report', ...words], world), world.messages()]).toEqual([0, '']);
  return world;
}

/** Without the line that says when it was made. */
const lasting = (text: string): string => text.split('\n').toSpliced(2, 1).join('\n');

test('is a text that fits a terminal, in the language that was asked for, and says the same from the folder as from the server', async () => {
  const server = await pegelServer();
  for (const language of languages) {
    const text = (await asked(server, ['--lang', language])).out();
    expect(text.split('\n')[0]).toBe({ en: '# Privacy report of Nordwind AG', de: '# Datenschutzbericht: Nordwind AG' }[language]);
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(text).not.toContain('sommer');
    expect(lasting((await asked(server, ['--lang', language, '--data', server.data])).out())).toBe(lasting(text));
  }
});

test.each(['record', 'assessment'])('prints the %s as a template that the configuration is filled into, and leaves the same blanks in every language', async (template) => {
  const server = await pegelServer({ isEmpty: true });
  const blanks: number[] = [];
  for (const language of languages) {
    const text = (await asked(server, ['--template', template, '--lang', language])).out();
    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    const said = text.replaceAll(/\n\s*/g, ' ');
    expect(said).toContain({ en: 'no legal advice', de: 'keine Rechtsberatung' }[language]);
    expect(said).toContain({ en: 'Filled in for Nordwind AG', de: 'Ausgefüllt für Nordwind AG' }[language]);
    expect(said).toMatch(/ [0-9a-f]{64}\./);
    expect(said).toContain({ en: 'No time limit is set', de: 'Es ist keine Frist eingestellt' }[language]);
    expect(said).not.toContain({ en: '‹Time limit for numbers by person', de: '‹Frist für Zahlen je Person' }[language]);
    blanks.push(said.split('‹').length);
  }
  expect(blanks[0]).toBeGreaterThan(8);
  expect(new Set(blanks).size).toBe(1);
});

test('as JSON it has the document and what its fingerprint is made of', async () => {
  const server = await pegelServer();
  const view: unknown = JSON.parse((await asked(server, ['--format', 'json'])).out());
  expect(view).toMatchObject({ organisation: 'nordwind-ag', facts: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), configuration: { settings: { names: 'full', groupSize: 5 } } }, document: { title: 'Privacy report of Nordwind AG' } });
});

test('names the organisations of a folder where it is asked for one that there is not', async () => {
  const server = await pegelServer({ isEmpty: true });
  const world = capturedWorld({}, { loadServer: () => import('@pegel/server') });
  expect(await run(['privacy-report', '--data', server.data, '--organisation', 'elsewhere'], world)).toBe(2);
  expect(world.messages()).toBe('There is no organisation "elsewhere"; there is nordwind-ag.\n');
});
