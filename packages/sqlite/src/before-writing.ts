import type Sqlite from 'better-sqlite3';

type Database = Sqlite.Database;
type Call = (...given: never[]) => unknown;

const befores = new WeakMap<Database, (() => void)[]>();

/** Has something done before anything is written by a connection that `openDatabase` has opened, whoever writes it. */
export const beforeWriting = (database: Database, before: () => void): void => void befores.get(database)?.push(before);

/** Has a connection say so before each write. No statement of it was prepared yet. */
export function tellWrites(database: Database): void {
  const all: (() => void)[] = [];
  befores.set(database, all);
  const before = (): void => {
    for (const one of all) one();
  };
  const after = <Given extends Call>(call: Given, on: unknown): Given => ((...given) => (before(), call.apply(on, given))) as Given; // It takes and gives the same.
  const [prepare, transaction] = [database.prepare.bind(database), database.transaction.bind(database)];
  database.prepare = ((source: string) => {
    const statement = prepare<unknown[]>(source);
    if (!statement.readonly) for (const name of ['run', 'get', 'all', 'iterate'] as const) Object.defineProperty(statement, name, { value: after<Call>(statement[name], statement) });
    return statement;
  }) as Database['prepare']; // Only who prepares knows what it takes and gives.
  database.transaction = (<Run extends Call>(run: Run) => {
    const made = transaction(run);
    const [deferred, immediate, exclusive] = [after(made.deferred, made), after(made.immediate, made), after(made.exclusive, made)];
    return Object.assign(deferred, { default: deferred, deferred, immediate, exclusive, database });
  }) as Database['transaction']; // As above.
  database.exec = after(database.exec, database);
  database.pragma = after(database.pragma, database);
}
