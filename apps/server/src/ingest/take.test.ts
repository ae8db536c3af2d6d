import { organisationIn } from '@pegel/domain/testing';
import { afterEach, expect, test } from 'vitest';
import { limits } from '../limits.js';
import { message } from '../testing/served.js';
import { itemsIn } from './items.js';
import { takeEvents } from './take.js';

let next: NodeJS.Immediate | undefined;
afterEach(() => clearImmediate(next));

test('whoever else waits has turns while a large request is read, and while it is checked', async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  next = setImmediate(count);
  const turnsDuring = async <T>(work: Promise<T>): Promise<readonly [T, number]> => {
    const before = turns;
    return [await work, turns - before];
  };

  const text = Array.from({ length: limits.items }, () => JSON.stringify(message())).join('\n');
  const [items, whileRead] = await turnsDuring(itemsIn(text, 'application/x-ndjson'));
  expect(whileRead).toBeGreaterThan(0);

  let whileChecked = 0;
  const before = turns;
  const counts = { stored: limits.items, duplicate: 0, superseded: 0, quarantined: 0 };
  const store: Parameters<typeof takeEvents>[0] = {
    append: async () => {
      whileChecked = turns - before;
      return { counts, errors: [], touched: null };
    },
  };
  const account = await takeEvents(store, organisationIn('UTC'), { name: 'live', kind: 'live', feeds: null, run: '' }, items, 0);
  expect(whileChecked).toBeGreaterThan(0);
  expect(account).toMatchObject({ received: limits.items, stored: limits.items });
});
