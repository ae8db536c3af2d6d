import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { openFolder } from './data-folder.js';
import { initialise } from './initialise.js';
import { SetupError } from './setup-error.js';
import { founding, owner, temporaryFolder } from './testing/served.js';

const refusal = async (attempt: Promise<unknown>): Promise<SetupError> => {
  const error: unknown = await attempt.then(() => expect.fail('It was not refused.'), (thrown: unknown) => thrown);
  if (!(error instanceof SetupError)) throw error;
  return error;
};

test('makes an organisation, its owner and both keys, in a folder that may be new', async () => {
  const data = join(await temporaryFolder(), 'new', 'folder');
  const made = await initialise(founding(data));
  expect(made).toEqual({
    organisation: 'nordwind-ag',
    ownerToken: expect.stringMatching(/^pegel_reader_[\w-]{43}[0-9a-z]{7}$/),
    ingestKey: expect.stringMatching(/^pegel_ingest_[\w-]{43}[0-9a-z]{7}$/),
  });
});

test('an existing folder gains an organisation; an existing slug changes nothing', async () => {
  const data = await temporaryFolder();
  await initialise(founding(data));
  await initialise(founding(data, { organisation: 'Südwind', names: 'off', demo: true }));
  const error = await refusal(initialise(founding(data, { organisation: 'NORDWIND, ag!', timeZone: 'UTC' })));
  expect([error.exitCode, error.message.replace(data, '…')]).toEqual([2, 'There is already an organisation called nordwind-ag in …. Nothing was changed.']);
  const folder = await openFolder(data, { create: false });
  expect(folder.accounts.organisations()).toMatchObject([
    { slug: 'nordwind-ag', name: 'Nordwind AG', timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, names: 'full', demo: false },
    { slug: 'suedwind', name: 'Südwind', names: 'off', demo: true },
  ]);
  await folder.close();
});

test('in an address German letters are spelt as German does without them', async () => {
  const data = await temporaryFolder();
  const slugs: string[] = [];
  // The last has its dots as characters of their own, as some keyboards write them.
  for (const organisation of ['Müller & Söhne', 'ÄRZTEHAUS GROẞ', 'Straße 7', 'Crédit Zoë', 'Su\u0308d-Ost']) slugs.push((await initialise(founding(data, { organisation }))).organisation);
  expect(slugs).toEqual(['mueller-soehne', 'aerztehaus-gross', 'strasse-7', 'credit-zoe', 'sued-ost']);
});

test('an organisation keeps the slug that an earlier version gave it, and is not made once more under the one its name would get now', async () => {
  const data = await temporaryFolder();
  await initialise(founding(data, { organisation: 'Südwind' }));
  const database = openDatabase(join(data, 'pegel.sqlite'));
  database.pragma('foreign_keys = OFF');
  database.prepare("UPDATE organisations SET slug = 'sudwind'").run();
  database.close();
  expect((await refusal(initialise(founding(data, { organisation: 'Südwind' })))).message.replace(data, '…')).toBe('There is already an organisation called sudwind in …. Nothing was changed.');
});

test('an owner who is already known proves it with the password', async () => {
  const data = await temporaryFolder();
  await initialise(founding(data));
  const error = await refusal(initialise(founding(data, { organisation: 'Südwind', ownerPassword: 'another long password' })));
  expect([error.exitCode, error.message]).toEqual([2, expect.stringContaining('already has an account')]);
  await initialise(founding(data, { organisation: 'Südwind', ownerEmail: owner.email.toUpperCase() }));
});

test.each([
  [{ organisation: '日本' }, /needs a letter/],
  [{ organisation: 'x'.repeat(201) }, /at most 200/],
  [{ timeZone: 'Europe/Nowhere' }, /no time zone "Europe\/Nowhere"/],
  [{ timeZone: '+02:00' }, /no time zone/],
  [{ ownerEmail: 'nobody' }, /must look like/],
  [{ ownerPassword: 'too short' }, /12 to 128 characters; it has 9/],
  [{ ownerPassword: 'x'.repeat(129) }, /12 to 128/],
  [{ currency: 'usd' }, /three capital letters/],
])('refuses %j, and no folder appears', async (changes, sentence) => {
  const data = join(await temporaryFolder(), 'new');
  const error = await refusal(initialise(founding(data, changes)));
  expect(error.exitCode).toBe(2);
  expect(error.message).toMatch(sentence);
  await expect(openFolder(data, { create: false })).rejects.toThrow(/does not exist/);
});

test('a file in the place of the folder is refused in words', async () => {
  const data = join(await temporaryFolder(), 'file');
  await writeFile(data, '');
  const error = await refusal(initialise(founding(data)));
  expect([error.exitCode, error.message.replace(data, '…')]).toMatchInlineSnapshot(`
    [
      1,
      "… is a file. Name a folder to keep the data in.",
    ]
  `);
});
