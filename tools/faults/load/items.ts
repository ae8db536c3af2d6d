import { addDays, formatAmount, type WireEvent } from '@pegel/domain';
import { randomOf } from '../../src/demo/random.js';
import type { SentItem } from '../oracle/journal.js';

/** An item on the wire, beside what must come of it. */
export interface Item {
  readonly wire: unknown;
  readonly sent: SentItem;
}

/** The days that all use of a load lies in; complete ones, so that every sum may be asked for. */
export const loadDays = (() => {
  const to = addDays(new Date().toISOString().slice(0, 10), -2);
  return { from: addDays(to, -19), to };
})();

const dayMilliseconds = 86_400_000;
const people = Array.from({ length: 40 }, (_, index) => `person-${index}@example.com`);
const noTokens = [null, null, null, null] as const;

/**
 * What a revision of an event says. It depends on the id, the revision and the variant alone, so that two senders who
 * send the same revision say the same, and another variant is a conflict.
 */
export function eventItem(seed: number, id: string, revision: number, variant = 0): Item {
  const isSpend = randomOf(seed, id).chance(0.5);
  const random = randomOf(seed, id, revision, variant);
  const at = Date.parse(`${loadDays.from}T00:00:00Z`) + random.integer(0, 20 * dayMilliseconds - 1);
  const person = random.pick(people);
  const retracted = revision > 0 && random.chance(0.1);
  const every = { id, at: new Date(at).toISOString(), person: { email: person }, ...(revision > 0 ? { revision } : {}), ...(retracted ? { retracted } : {}) };
  const sent = { id, revision, fate: 'kept', at, until: at, person, retracted } as const;
  if (!isSpend) {
    const count = random.integer(1, 9);
    const wire: WireEvent = { ...every, type: 'message.sent', chat: `chat-${random.integer(1, 500)}`, count };
    return { wire, sent: { ...sent, type: 'message.sent', count, amount: null, tokens: noTokens } };
  }
  // Refunds too; and amounts that no floating-point number holds.
  const amount = BigInt(random.integer(-1_000_000_000, 9_000_000_000)) * 7n + 1n;
  const tokens = [random.integer(0, 1e6), random.integer(0, 1e6), random.integer(0, 1e9), random.integer(0, 1e6)] as const;
  const [input, output, cacheRead, cacheWrite] = tokens;
  const wire: WireEvent = {
    ...every, type: 'spend', amount: formatAmount(amount), currency: 'USD', basis: 'billed', model: random.pick(['small', 'large']), requests: 1,
    tokens: { input, output, cacheRead, cacheWrite },
  };
  return { wire, sent: { ...sent, type: 'spend', count: null, amount: String(amount), tokens } };
}

/** An event from two days ahead, which is set aside. */
export function futureItem(id: string): Item {
  const at = Date.now() + 2 * dayMilliseconds;
  return {
    wire: { id, type: 'message.sent', at: new Date(at).toISOString(), person: null, chat: 'chat' },
    sent: { id, revision: 0, fate: 'future', type: 'message.sent', at, until: at, person: null, count: 1, amount: null, tokens: noTokens, retracted: false },
  };
}

/** Spend in a currency that the organisation does not account in, which is set aside. */
export function foreignItem(id: string): Item {
  const at = Date.parse(`${loadDays.from}T12:00:00Z`);
  return {
    wire: { id, type: 'spend', at: new Date(at).toISOString(), person: null, amount: '1', currency: 'EUR', basis: 'billed' },
    sent: { id, revision: 0, fate: 'foreign-currency', type: 'spend', at, until: at, person: null, count: null, amount: '1000000000', tokens: noTokens, retracted: false },
  };
}

const mistakes: readonly object[] = [{ type: 'unheard-of' }, { at: '2026-02-30T00:00:00Z' }, { count: -1 }, { person: 'ada' }, { chat: '' }, { surface: 'moon' }];

/** An event that nobody can take in. */
export function brokenItem(seed: number, id: string): Item {
  const at = Date.parse(`${loadDays.from}T12:00:00Z`);
  const wire = { id, type: 'message.sent', at: new Date(at).toISOString(), person: null, chat: 'chat', ...randomOf(seed, id).pick(mistakes) };
  return { wire, sent: { id, revision: 0, fate: 'rejected', type: 'message.sent', at, until: at, person: null, count: 1, amount: null, tokens: noTokens, retracted: false } };
}
