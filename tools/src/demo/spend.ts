import { formatAmount, type Nano, type Surface, type WireSpend } from '@pegel/domain';
import type { Model } from './models.js';
import { demoOrganisation } from './organisation.js';
import type { Random } from './random.js';

interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What one message takes on average: an agent at work reads its context again and again, mostly from the cache. */
const tokensAMessage: Readonly<Record<'chat' | 'code' | 'cowork' | 'api', Tokens>> = {
  chat: { input: 15_000, output: 4_800, cacheRead: 130_000, cacheWrite: 17_000 },
  code: { input: 10_000, output: 10_500, cacheRead: 1_250_000, cacheWrite: 67_000 },
  cowork: { input: 24_000, output: 20_000, cacheRead: 1_500_000, cacheWrite: 120_000 },
  api: { input: 3_800, output: 420, cacheRead: 0, cacheWrite: 0 },
};

/** What the vendor takes off its list price, in percent. */
const discount = 12n;

/** The line for what a number of messages to one model used. */
export function spendOn(model: Model, surface: Surface & keyof typeof tokensAMessage, messages: number, random: Random): WireSpend {
  const usual = tokensAMessage[surface];
  const drawn = (tokens: number) => Math.round(tokens * messages * Math.exp(random.normal(-0.08, 0.4)));
  const tokens = { input: drawn(usual.input), output: drawn(usual.output), cacheRead: drawn(usual.cacheRead), cacheWrite: drawn(usual.cacheWrite) };
  const list = listPrice(model, tokens);
  const net = (list * (100n - discount)) / 100n;
  // Now and then the vendor makes a gesture and pays half of a line.
  const credits = random.chance(0.008) ? net / 2n : 0n;
  return {
    type: 'spend',
    amount: formatAmount(net - credits),
    listAmount: formatAmount(list),
    ...(credits > 0n ? { credits: formatAmount(credits) } : {}),
    currency: demoOrganisation.currency,
    basis: 'vendor-estimate',
    model: model.id,
    requests: surface === 'chat' || surface === 'api' ? messages : messages * random.integer(6, 14),
    tokens,
  };
}

/** Reading from the cache costs a tenth of input, writing to it a quarter more. */
function listPrice({ inputPrice, outputPrice }: Model, { input, output, cacheRead, cacheWrite }: Tokens): Nano {
  return (
    BigInt(input) * inputPrice +
    BigInt(output) * outputPrice +
    (BigInt(cacheRead) * inputPrice) / 10n +
    (BigInt(cacheWrite) * inputPrice * 5n) / 4n
  );
}

/** A dollar amount that goes back to the customer, with no model and no tokens. */
export const refund = (cents: number): WireSpend => ({
  type: 'spend',
  amount: formatAmount(BigInt(-cents) * 10_000_000n),
  currency: demoOrganisation.currency,
  basis: 'vendor-estimate',
  costType: 'other',
});
