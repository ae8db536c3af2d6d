import { calcPrice, type TieredPrices } from '@pydantic/genai-prices';
import { formatAmount, nanoPerUnit } from '@pegel/domain';

/** The list that prices come from, as a line of spend names it; a test holds the version to the one installed. */
export const priceTable = '@pydantic/genai-prices 0.1.8';

/** What one request used. `input` is without what was read from or written to the cache. */
export interface PricedUse {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Written to be kept for five minutes, and for one hour: two prices. */
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly webSearches: number;
}

/** Decimal amounts in US dollars. */
export interface Price {
  readonly tokens: string;
  /** `null` when the list has no price for a search with this model. */
  readonly webSearches: string | null;
}

/** What a request cost by the list of its day, or `null` where the list does not know the model or one of its prices. */
export function priceOf(model: string, at: number, use: PricedUse): Price | null {
  // The list's own totals are floating point, so only its prices are asked for.
  const prices = calcPrice({}, model, { timestamp: new Date(at) })?.model_price;
  if (!prices) return null;
  // A price by size is that of the whole prompt, cache included, for every token of the request.
  const prompt = use.input + use.cacheRead + use.cacheWrite5m + use.cacheWrite1h;
  const price = (...keys: readonly string[]) => priceAt(keys.map((key) => prices[key]).find((found) => found !== undefined), prompt);

  // What has no price of its own costs what the wider kind costs, as in the list's own reckoning.
  const tokens = total(1_000_000, [
    [use.input, price('input_mtok')],
    [use.output, price('output_mtok')],
    [use.cacheRead, price('cache_read_mtok', 'input_mtok')],
    [use.cacheWrite5m, price('cache_write_5m_mtok', 'cache_write_mtok', 'input_mtok')],
    [use.cacheWrite1h, price('cache_write_1h_mtok', 'cache_write_mtok', 'input_mtok')],
  ]);
  return tokens === null ? null : { tokens, webSearches: total(1_000, [[use.webSearches, price('web_searches_kcount')]]) };
}

function priceAt(price: number | TieredPrices | undefined, prompt: number): number | undefined {
  if (price === undefined || typeof price === 'number') return price;
  const reached = price.tiers.filter((tier) => prompt > tier.start).sort((a, b) => b.start - a.start);
  return reached[0]?.price ?? price.base;
}

type Item = readonly [count: number, price: number | undefined];

/** Adds up counts times prices in integers, and rounds once, half to even, to a billionth of a dollar. */
function total(per: number, items: readonly Item[]): string | null {
  const used = items.filter(([count]) => count > 0);
  const decimals = used.map(([, price]) => (price === undefined ? null : decimalOf(price)));
  const scale = Math.max(0, ...decimals.map((decimal) => decimal?.scale ?? 0));
  let sum = 0n;
  for (const [index, [count]] of used.entries()) {
    const decimal = decimals[index];
    if (!decimal) return null;
    sum += BigInt(count) * decimal.digits * 10n ** BigInt(scale - decimal.scale);
  }
  return formatAmount(divideHalfEven(sum * nanoPerUnit, BigInt(per) * 10n ** BigInt(scale)));
}

/** The decimal that a list's author wrote, which is the shortest that reads back as the same number. */
function decimalOf(price: number): { digits: bigint; scale: number } | null {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(price));
  if (!match) return null;
  const [, units = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(units + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
