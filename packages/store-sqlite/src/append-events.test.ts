import { fc, test as property } from '@fast-check/vitest';
import type { Outcome, UsageEvent } from '@pegel/domain';
import { activity, events, organisationIn, person, spendLine } from '@pegel/domain/testing';
import { afterAll, expect } from 'vitest';
import { openStore } from './testing/open-store.js';

const { store, database, close } = openStore();
afterAll(() => close());

const people = [person('ada@nordwind.example', { id: 'user_1' }), person('ben@nordwind.example'), { kind: 'service', name: 'robot' }, { kind: 'nobody' }] as const;
const said = fc.record({ id: fc.constantFrom('a', 'b', 'c'), revision: fc.nat(2), who: fc.constantFrom(...people), hour: fc.integer({ min: 10, max: 13 }), isSpend: fc.boolean(), retracted: fc.boolean() });
const eventOf = ({ id, revision, who, hour, isSpend, retracted }: typeof said extends fc.Arbitrary<infer Said> ? Said : never): UsageEvent => {
  const at = `2026-01-05T${hour}:00:00Z`;
  return isSpend ? spendLine(at, who, '1.5', { id, revision, retracted }) : activity(at, who, { id, revision, retracted });
};

/** All that is kept of an organisation, without the numbers that rows happen to have. */
const keptOf = (slug: string) =>
  ['events', 'event_history'].map((table) =>
    database.prepare<[string], unknown>(`SELECT e.id, e.revision, e.content_hash, e.type, e.at, e.retracted, e.service, e.count, e.amount, e.is_first, p.key IS NULL AS isNobody, r.first_at, r.last_at FROM ${table} e
      JOIN ledgers l ON l.id = e.organisation LEFT JOIN person_references r ON r.id = e.reference LEFT JOIN people p ON p.id = r.person WHERE l.slug = ? ORDER BY e.id, e.revision`).all(slug));

let runs = 0;
property.prop([fc.array(said, { minLength: 1, maxLength: 12 })], { numRuns: 60 })('what one delivery says of the same ids and people again and again is kept and counted as if each had come alone', async (all) => {
  runs += 1;
  const [together, apart] = ['together', 'apart'].map((name) => ({ ...organisationIn('UTC'), slug: `${name}-${runs}` }));
  const sum: Record<Outcome, number> = { stored: 0, duplicate: 0, superseded: 0, quarantined: 0 };
  const made = all.map(eventOf);
  for (const one of made) {
    const { counts } = await store.append(apart ?? expect.fail(), events([one]));
    for (const outcome of ['stored', 'duplicate', 'superseded', 'quarantined'] as const) sum[outcome] += counts[outcome];
  }
  const { counts } = await store.append(together ?? expect.fail(), events(made));
  expect(counts).toEqual(sum);
  expect(keptOf(`together-${runs}`)).toEqual(keptOf(`apart-${runs}`));
});
