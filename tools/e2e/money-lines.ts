import { addDays, type Basis, type WireEvent } from '@pegel/domain';
import { randomOf } from '../src/demo/random.js';
import { yesterday } from './example.js';

/** The days that all lines lie in: the 28 up to the last complete one. */
export const moneyDays = { from: addDays(yesterday, -27), to: yesterday } as const;

/** One line of cost on the wire, and its amounts in nano-units. */
export interface MoneyLine {
  readonly wire: WireEvent;
  readonly day: string;
  readonly counts: boolean;
  readonly amount: bigint;
  readonly list: bigint;
  readonly credits: bigint;
}

const largest = 999_999_999_999_999_999n;
const models = ['opus', 'sonnet', 'haiku', 'small', null];
const basis: Basis = 'billed';

/**
 * Lines of cost that are hard to add up: amounts of all sizes and both signs to the last nano-unit, every tenth as large as
 * may be sent, so that 64 bits overflow after a dozen and a double is wrong from the first on. The same every time.
 */
export function* moneyLines(count: number): Generator<MoneyLine> {
  const random = randomOf(1, 'money');
  const nano = (): bigint => {
    const sign = random.chance(0.3) ? -1n : 1n;
    if (random.chance(0.1)) return sign * largest;
    const digits = random.integer(1, 18);
    return sign * (BigInt(random.integer(0, 999_999_999)) * 1_000_000_000n + BigInt(random.integer(0, 999_999_999))) % 10n ** BigInt(digits);
  };
  for (let index = 0; index < count; index += 1) {
    const amount = nano();
    const list = random.chance(0.5) ? nano() : null;
    const credits = random.chance(0.2) ? nano() : null;
    const day = addDays(moneyDays.from, random.integer(0, 27));
    const who = random.next();
    const person = who < 0.02 ? null : who < 0.05 ? { service: 'batch' } : { email: `person-${random.integer(1, 40)}@example.com` };
    const model = random.pick(models);
    const counts = !random.chance(0.01);
    const wire: WireEvent = {
      id: `money-${String(index).padStart(9, '0')}`, type: 'spend', at: `${day}T${String(random.integer(0, 23)).padStart(2, '0')}:${String(random.integer(0, 59)).padStart(2, '0')}:00Z`, person, amount: decimal(amount), currency: 'USD', basis,
      ...(list === null ? {} : { listAmount: decimal(list) }), ...(credits === null ? {} : { credits: decimal(credits) }), ...(model === null ? {} : { model }), ...(counts ? {} : { costType: 'seat' }),
    };
    yield { wire, day, counts, amount, list: list ?? amount, credits: credits ?? 0n };
  }
}

/** An amount as it is sent. */
function decimal(nano: bigint): string {
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0');
  return `${nano < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
