import { formatAmount, parseDecimal, type Unit, type Value } from '@pegel/domain';

/** What values of a unit add up to, with every digit: no floating point touches money. */
export const exactSum = (unit: Unit, values: readonly Value[]): Value =>
  unit === 'money' ? formatAmount(values.reduce<bigint>((sum, value) => sum + parseDecimal(String(value)), 0n)) : values.reduce<number>((sum, value) => sum + Number(value), 0);

/** How much more the first is than the second, with every digit. */
export const exactDifference = (unit: Unit, value: Value, base: Value): Value =>
  unit === 'money' ? formatAmount(parseDecimal(String(value)) - parseDecimal(String(base))) : Number(value) - Number(base);
