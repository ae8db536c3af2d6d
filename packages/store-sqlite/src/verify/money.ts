import { joinLimbs, type SpendEvent } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import type { Findings } from './findings.js';

const columns = { amount: 'amount', listAmount: 'list_amount', credits: 'credits' } as const;
const names = Object.keys(columns) as (keyof typeof columns)[]; // Object.keys forgets the literal keys.

/** Sums of money that cannot overflow, against those that reports make in two limbs. */
export class ExactMoney {
  private readonly sums = new Map<string, bigint>();

  take(organisation: number, event: SpendEvent): void {
    for (const name of names) {
      const amount = event[name];
      if (amount === null) continue;
      const key = `${organisation} ${event.currency} ${name}`;
      this.sums.set(key, (this.sums.get(key) ?? 0n) + amount);
    }
  }

  verify(database: Database, findings: Findings): void {
    const limbs = names.map((name) => `sum(${columns[name]} / 1000000000), sum(${columns[name]} % 1000000000)`).join(', ');
    const rows = database
      .prepare<[], [organisation: bigint, currency: string, ...limbs: (bigint | null)[]]>(`SELECT organisation, currency, ${limbs} FROM events WHERE type = 'spend' GROUP BY organisation, currency`)
      .raw()
      .safeIntegers();
    for (const [organisation, currency, ...sums] of rows.iterate()) {
      for (const [index, name] of names.entries()) {
        const sum = joinLimbs(sums[2 * index] ?? 0n, sums[2 * index + 1] ?? 0n);
        const exact = this.sums.get(`${organisation} ${currency} ${name}`) ?? 0n;
        findings.demand('money', sum === exact, () => `${name} in ${currency} of ledger ${organisation} adds up to ${sum} in two limbs and to ${exact} exactly.`);
      }
    }
  }
}
