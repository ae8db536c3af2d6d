import { journalHeadFrom } from '@pegel/domain';
import { expect, onTestFinished, test } from 'vitest';
import { verify } from '../verify.js';
import { served } from '../testing/served.js';
import { tellHeads } from './heads.js';

test('the end of every chain is logged at once and again and again, as pegel verify takes it', async () => {
  const { folder, data } = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
  folder.accounts.record(null, { happening: 'refused', at: 0, by: { kind: 'nobody', id: null, address: '192.0.2.1' }, about: {} });
  const told: string[] = [];
  const rounds = new Promise<void>((resolve) => {
    const info = ({ head }: { readonly head: string }): void => void (told.push(head) === 7 && resolve());
    onTestFinished(tellHeads(folder.accounts, { info, error: () => expect.fail() } as Parameters<typeof tellHeads>[1], 1)); // Of a log only what is told to it.
  });
  await rounds;
  expect(told.slice(0, 3)).toEqual([expect.stringMatching(/^@server:1:[0-9a-f]{64}$/), expect.stringMatching(/^nordwind-ag:1:[0-9a-f]{64}$/), expect.stringMatching(/^suedwind:1:[0-9a-f]{64}$/)]);
  expect(told.slice(3, 6)).toEqual(told.slice(0, 3));
  folder.accounts.record('suedwind', { happening: 'signed-out', at: 0, by: { kind: 'operator', id: null, address: null }, about: {} });
  const heads = told.slice(0, 3).map((text) => journalHeadFrom(text) ?? expect.fail(text));
  expect(verify({ data, heads })).toMatchObject({ isSound: true, heads: [told[0], told[1], expect.stringMatching(/^suedwind:2:/)] });
});
