import { accountsTables } from '@pegel/accounts';
import { schemaOf, type Component } from '@pegel/sqlite';
import { ledgerTables } from '@pegel/store-sqlite';

/** Everything that keeps tables in the database file, in the order in which it is brought up to date. */
export const components: readonly Component[] = [ledgerTables, accountsTables];

/** How the schema of a file differs from this program's: steps that a newer one made, and steps that are still to be made. */
export function schemaDifferences(file: string): { readonly unknownSteps: readonly string[]; readonly missingSteps: readonly string[] } {
  const known = components.flatMap(({ name, steps }) => steps.map((step) => `${name}/${step.name}`));
  const has = schemaOf(file).map(({ component, name }) => `${component}/${name}`);
  return { unknownSteps: has.filter((step) => !known.includes(step)), missingSteps: known.filter((step) => !has.includes(step)) };
}
