import { refuse, shown } from '@pegel/domain';

/**
 * The parameters of an address by name. One that is misspelt, or given twice where once is meant, is refused: a filter
 * that nobody reads would widen the answer.
 */
export function parametersIn(address: string, singles: readonly string[], repeatable: readonly string[] = []): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of new URL(address).searchParams) {
    if (!singles.includes(name) && !repeatable.includes(name)) {
      refuse({ name: 'parameter-unknown', about: { given: shown(name), known: [...singles, ...repeatable].join(', ') } });
    }
    const values = found.get(name) ?? [];
    found.set(name, [...values, value]);
    if (values.length > 0 && singles.includes(name)) refuse({ name: 'parameter-twice', about: { field: name } });
  }
  return found;
}
