import { expect, test } from 'vitest';
import { served } from '../testing/served.js';
import { notebookOf } from './notebook.js';

test('of what is forgotten the next one is written again, and of what is remembered how often it was', async () => {
  const { folder } = await served();
  const notebook = notebookOf({ journal: folder.accounts, isInPlace: () => true, remembers: 3 });
  const note = (metric: string, at: number) => notebook.writeOnce('nordwind-ag', { happening: 'people-viewed', at, by: { kind: 'account', id: 'u1', address: null }, about: { metrics: [metric] } });
  const written = () => folder.accounts.journalEntries('nordwind-ag', { limit: 50, happening: 'people-viewed' }).map(({ about }) => [about['metrics'], about['more']].flat().join(' ').trim()).toReversed();
  for (const metric of ['a', 'b', 'c', 'c', 'd']) note(metric, 0);
  expect(written()).toEqual(['a', 'b', 'c', 'd']);
  // The first was forgotten for the fourth; it takes the place of the second.
  for (const metric of ['a', 'c', 'd', 'b']) note(metric, 1);
  expect(written().slice(4)).toEqual(['a', 'b']);
  // Ten minutes later they are new; so they are where the clock was set back.
  note('d', 600_000);
  note('a', 0);
  expect(written().slice(6)).toEqual(['d 1', 'a']);
});
