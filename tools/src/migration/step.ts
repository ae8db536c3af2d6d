import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Described } from './described.js';
import { snapshotOf, statementsBetween, type Snapshot } from './generate.js';
import { differences, shapeOf, type Shape } from './shape.js';

/** What stands between the tables and the steps of a component. */
export interface Standing {
  /** What one says and the other does not. */
  readonly differences: readonly string[];
  /** Whether the file beside the steps says what the tables say; the next step is generated from it. */
  readonly isNoted: boolean;
}

const noteOf = (top: string, { source }: Described): string => `${top}${source}/migrations/tables.json`;
const noted = (top: string, one: Described): Snapshot | null => {
  const file = noteOf(top, one);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Snapshot) : null; // Only `note` writes it.
};
/** One line a table, so that two changes of different tables merge. */
const textOf = ({ tables, ...rest }: Snapshot): string =>
  `${JSON.stringify(rest).slice(0, -1)},"tables":{\n${Object.entries(tables).map(([name, table]) => `${JSON.stringify(name)}:${JSON.stringify(table)}`).join(',\n')}\n}}\n`;

/** Writes down what the tables say, beside the steps that make them. */
export async function note(top: string, one: Described): Promise<void> {
  writeFileSync(noteOf(top, one), textOf(await snapshotOf(one)));
}

export async function standingOf(top: string, one: Described): Promise<Standing> {
  const tables = await snapshotOf(one);
  const before = noted(top, one);
  return {
    differences: differences(shapeOf(await statementsBetween(null, tables, one)), shapeOf(one.component.steps.map(({ sql }) => sql))),
    isNoted: before !== null && textOf(before) === textOf(tables),
  };
}

/** The next step of a component: what its tables say and its steps do not make yet. */
export interface NextStep {
  /** Such as "0003-price-tables". */
  readonly name: string;
  readonly sql: string;
  /** What it leaves undone; to be finished by hand. */
  readonly left: readonly string[];
}

export async function nextStep(top: string, one: Described, title: string): Promise<NextStep> {
  const before = noted(top, one);
  if (before === null) throw new Error(`${noteOf(top, one)} is missing; the tables of ${one.component.name} as its steps make them are written there.`);
  const tables = await snapshotOf(one);
  const sql = `\n${(await statementsBetween(before, tables, one)).join(';\n\n')};\n`;
  return {
    name: `${String(one.component.steps.length + 1).padStart(4, '0')}-${title}`,
    sql,
    left: leftBy(shapeOf(await statementsBetween(null, tables, one)), [...one.component.steps.map((step) => step.sql), sql]),
  };
}

/** A step that SQLite does not accept is one to be finished too: drizzle-kit copies a new column from where it is not yet. */
function leftBy(tables: Shape, steps: readonly string[]): readonly string[] {
  try {
    return differences(tables, shapeOf(steps));
  } catch (error) {
    return [`The step does not run: ${error instanceof Error ? error.message : String(error)}.`];
  }
}

/** Writes a step as a module and adds it to the list. */
export function write(top: string, { source }: Described, { name, sql }: Pick<NextStep, 'name' | 'sql'>): string {
  const constant = name.slice(5).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const file = `${source}/migrations/${name}.ts`;
  writeFileSync(
    `${top}${file}`,
    `import type { Migration } from '@pegel/sqlite';\n\nexport const ${constant}: Migration = {\n  name: '${name}',\n  sql: \`${sql.replaceAll(/[\\`$]/g, '\\$&')}\`,\n};\n`,
  );
  const list = `${top}${source}/migrations.ts`;
  const lines = readFileSync(list, 'utf8');
  writeFileSync(list, lines.replace(/((?:^import .+\n)+)/m, `$1import { ${constant} } from './migrations/${name}.js';\n`).replace(/(steps: \[[^\]]*)\]/, `$1, ${constant}]`));
  return file;
}
