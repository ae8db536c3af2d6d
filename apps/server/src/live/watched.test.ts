import { readerWithRole } from '@pegel/domain';
import { organisationIn } from '@pegel/domain/testing';
import { expect, test } from 'vitest';
import { makeChanges } from './changes.js';
import { liveOf, Watch } from './watched.js';
import { wallClock } from './clock.js';

test('where it cannot be said whether anybody\'s standing was written, the door is asked, and nothing is thrown at the timer', async () => {
  const entrance = { reader: readerWithRole(organisationIn('Europe/Berlin'), 'owner'), actor: { kind: 'account', id: 'ada', name: 'ada@example.com', address: null } } as const;
  let isOpen = true;
  const closed = new Error('The door is closed.');
  const door = {
    enter: async () => {
      if (isOpen) return entrance;
      throw closed;
    },
    standings: (): number => {
      throw new Error('The disk failed.');
    },
  };
  const watch = new Watch(liveOf(makeChanges(), wallClock, 20), entrance, door, undefined);
  const over = new Promise((resolve) => watch.next(resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(watch.refusal).toBe(null);
  isOpen = false;
  expect(await over).toBe(null);
  expect(watch.refusal).toEqual({ error: closed });
  watch.leave();
});
