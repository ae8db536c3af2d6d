import { formatAmount, metricOf, parseDecimal, type MetricName, type Value } from '@pegel/domain';
import type { GroupFilter } from './group-filter.js';
import type { Locale } from './locale.js';
import type { OrganisationView } from './sight.js';
import { chartWordsIn } from './words-charts.js';

/** What a month has cost against what it may cost. */
export interface BudgetText {
  /** "73.7% of budget", "over budget: 120.4%" */
  readonly short: string;
  /** "73.7%" */
  readonly share: string;
  /** "73.7% of the budget of $25,000", and how much it is above it. */
  readonly said: string;
  /** How much it is above it: "$5,100"; null where it is not. */
  readonly over: string | null;
  readonly limit: string;
}

/** What a month may cost, where the numbers are everybody's: a group has no budget of its own. */
export const budgetOf = ({ budget }: Pick<OrganisationView, 'budget'>, group: GroupFilter | null): string | null => (group === null ? (budget ?? null) : null);

/** In thousandths, exactly: what is not above the budget never reads as all of it, and what is always reads as more. */
function thousandths(cost: bigint, limit: bigint): number {
  const floor = (cost * 1_000n) / limit;
  return Number(cost > limit && floor * limit < cost * 1_000n ? floor + 1n : floor);
}

/** `null` where nothing is set, or nothing is known of what was spent. */
export function budgetText(metric: MetricName, spent: Value | null, budget: string | null, { format, language }: Locale): BudgetText | null {
  if (budget === null || spent === null || metricOf(metric).unit !== 'money') return null;
  const words = chartWordsIn(language);
  const [cost, limit] = [parseDecimal(String(spent)), parseDecimal(budget)];
  if (limit <= 0n) return null;
  const share = format.percent(thousandths(cost, limit) / 10);
  const limited = format.value('money', budget);
  const over = cost > limit ? format.size('money', formatAmount(cost - limit)) : null;
  return {
    share,
    short: over === null ? words.ofBudget(share) : words.overBudget(share),
    said: over === null ? words.ofBudgetOf(share, limited) : words.overBudgetOf(share, limited, over),
    over,
    limit: limited,
  };
}
