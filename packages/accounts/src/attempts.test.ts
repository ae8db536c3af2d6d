import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import fc from 'fast-check';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openAccounts } from './accounts.js';

afterEach(() => void vi.useRealTimers());

const limit = { max: 3, seconds: 60 } as const;

/** Attempts of a few kinds from a few addresses, each so many milliseconds after the one before. */
const attempts = fc.array(fc.record({ what: fc.constantFrom('door', 'gate'), address: fc.constantFrom('192.0.2.1', '192.0.2.2', null), after: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom(59_999, 60_000, 60_001)) }), { minLength: 1, maxLength: 40 });

test('of each kind and from each address there are so many in a minute that begins with the first, and none keeps another out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-attempts-'));
  const database = openDatabase(join(folder, 'pegel.sqlite'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const accounts = openAccounts(database);
  vi.useFakeTimers({ toFake: ['Date'] });
  fc.assert(
    fc.property(attempts, (made) => {
      database.exec('DELETE FROM rate_limit');
      let now = Date.parse('2026-11-24T09:00:00Z');
      const windows = new Map<string, { began: number; count: number }>();
      for (const { what, address, after } of made) {
        now += after;
        vi.setSystemTime(now);
        const key = `${what} ${address ?? 'nowhere'}`;
        const window = windows.get(key);
        const open = window !== undefined && now < window.began + 60_000 ? window : { began: now, count: 0 };
        windows.set(key, open);
        const wait = accounts.attempt(what, address, limit);
        if (open.count < limit.max) {
          open.count += 1;
          expect(wait).toBeNull();
        } else {
          expect(wait).toBe(Math.ceil((open.began + 60_000 - now) / 1_000));
        }
      }
    }),
    { numRuns: 60 },
  );
});
