import { needsNames, spendByUser, toldOf, type Instant, type Period, type Person, type Reader, type UsageStore, type UserSpend } from '@pegel/domain';
import { spendByUserFile, spendByUserJson as jsonOf, type Dialect, type FileMeta, type SpendLine } from '@pegel/presentation';

/** Spend by user as the text of a CSV file, piece by piece, so that its size does not depend on the memory. */
export async function* spendByUserCsv(reader: Reader, store: UsageStore, period: Period, now: Instant, dialect: Dialect): AsyncGenerator<string> {
  const { header, line } = spendByUserFile(dialect);
  yield header;
  for await (const lines of spendLines(reader, store, period, now)) yield lines.map(line).join('');
}

/** The same as JSON, with what is said of it before its rows. */
export async function* spendByUserJson(reader: Reader, store: UsageStore, period: Period, now: Instant, meta: FileMeta): AsyncGenerator<string> {
  yield `{"meta":${JSON.stringify(meta)},"rows":[`;
  let separator = '\n';
  for await (const lines of spendLines(reader, store, period, now)) {
    yield `${separator}${lines.map(jsonOf).join(',\n')}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** What its lines say, some at a time. */
export async function* spendLines(reader: Reader, store: UsageStore, period: Period, now: Instant): AsyncGenerator<readonly SpendLine[]> {
  for await (const rows of spendByUser(reader, store, period, now)) if (rows.length > 0) yield await named(store, reader, period, rows);
}

async function named(store: UsageStore, reader: Reader, period: Period, rows: readonly UserSpend[]): Promise<readonly SpendLine[]> {
  const { organisation } = reader;
  const keys = rows.map(({ key }) => key).filter((key) => needsNames(reader, key));
  const people: ReadonlyMap<string, Person> = await store.people(organisation, [...new Set(keys)]);
  return rows.map((row) => ({ row, person: toldOf(reader, row.key, people.get(row.key)), period, currency: organisation.currency }));
}
