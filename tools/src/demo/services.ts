import { weekdayOf, type Day, type WireEvent, type WireReference } from '@pegel/domain';
import { instantAt } from './clock.js';
import { isWorkday, workload } from './holidays.js';
import { makeJournal } from './journal.js';
import { drawModel } from './models.js';
import type { Demo } from './organisation.js';
import { randomOf } from './random.js';
import { refund, spendOn } from './spend.js';

interface Service {
  readonly key: string;
  readonly person: WireReference;
  /** Requests on a normal weekday, once the roll-out is done. */
  readonly requests: number;
  /** The chance that it runs on a day. */
  readonly daily: number;
}

const services: readonly Service[] = [
  { key: 'ci-review', person: { service: 'ci-review' }, requests: 4_400, daily: 1 },
  { key: 'helpdesk-triage', person: { service: 'helpdesk-triage' }, requests: 9_800, daily: 1 },
  // A key from the early days that nobody owns up to.
  { key: 'nobody', person: null, requests: 900, daily: 0.35 },
];

/** What programs did on a day, and what the vendor gave back. */
export function* serviceDay(demo: Demo, day: Day): Generator<WireEvent> {
  for (const service of services) yield* runs(demo, service, day);
  yield* refunds(demo, day);
}

function runs(demo: Demo, service: Service, day: Day): readonly WireEvent[] {
  const random = randomOf(demo.seed, 'service', service.key, day);
  if (!random.chance(service.daily)) return [];
  const journal = makeJournal(service.key, service.person);
  const scale = (demo.people / 480) * (0.35 + 0.65 * demo.progress(day)) * Math.max(0.25, workload(day));
  for (const hours of [8, 12, 16]) {
    const model = drawModel('api', day, demo.progress(day), random);
    const count = Math.max(1, Math.round((service.requests / 3) * scale * Math.exp(random.normal(0, 0.2))));
    const at = instantAt(day, hours + random.next() * 3);
    journal.add(at, { type: 'message.sent', surface: 'api', chat: `${service.key}-${day}-${hours}`, count, model: model.id });
    journal.add(at + 120_000, { surface: 'api', ...spendOn(model, 'api', count, random) });
  }
  return journal.events;
}

/** Corrections arrive with the month's first working days. */
function refunds(demo: Demo, day: Day): readonly WireEvent[] {
  const random = randomOf(demo.seed, 'refund', day);
  if (!isWorkday(day) || weekdayOf(day) !== 3 || day.slice(8) > '07') return [];
  const journal = makeJournal('refund', null);
  journal.add(instantAt(day, 11), { surface: 'other', ...refund(random.integer(900, 9_000)) });
  return journal.events;
}
