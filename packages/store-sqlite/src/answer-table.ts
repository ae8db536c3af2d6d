import type { AnswerRow } from '@pegel/domain';

/** Collects values by period and key, which the aggregates of a question arrive at one after the other. */
export class AnswerTable {
  readonly #values = new Map<number, Map<string | null, bigint[]>>();

  constructor(private readonly width: number) {}

  set(period: number, key: string | null, column: number, value: bigint): void {
    const byKey = this.#values.get(period) ?? new Map<string | null, bigint[]>();
    const values = byKey.get(key) ?? Array.from({ length: this.width }, () => 0n);
    values[column] = value;
    byKey.set(key, values);
    this.#values.set(period, byKey);
  }

  add(period: number, key: string | null, column: number, value: bigint): void {
    this.set(period, key, column, (this.#values.get(period)?.get(key)?.[column] ?? 0n) + value);
  }

  rows(labelOf: (key: string) => string | null = () => null): AnswerRow[] {
    return [...this.#values].flatMap(([period, byKey]) =>
      [...byKey].map(([key, values]): AnswerRow => ({ period, key, label: key === null ? null : labelOf(key), values })),
    );
  }
}
