import { needsNames, spendByUser, toldOf, type Instant, type Period, type Person, type Reader, type UsageStore, type UserSpend } from '@pegel/domain';
import { spendByUserCsvHeader, spendByUserCsvRow } from '@pegel/presentation';

/** Rows that are named with one question to the store, and sent as one piece. */
const rowsAtOnce = 500;

/** Spend by user as the text of a CSV file, piece by piece, so that its size does not depend on the memory. */
export async function* spendByUserCsv(reader: Reader, store: UsageStore, period: Period, now: Instant): AsyncGenerator<string> {
  yield spendByUserCsvHeader;
  let rows: UserSpend[] = [];
  for await (const row of spendByUser(reader, store, period, now)) {
    rows.push(row);
    if (rows.length < rowsAtOnce) continue;
    yield await textOf(store, reader, period, rows);
    rows = [];
  }
  if (rows.length > 0) yield await textOf(store, reader, period, rows);
}

async function textOf(store: UsageStore, reader: Reader, period: Period, rows: readonly UserSpend[]): Promise<string> {
  const { organisation } = reader;
  const keys = rows.map(({ key }) => key).filter((key) => needsNames(reader, key));
  const people: ReadonlyMap<string, Person> = await store.people(organisation, [...new Set(keys)]);
  return rows.map((row) => spendByUserCsvRow(row, toldOf(reader, row.key, people.get(row.key)), period, organisation.currency)).join('');
}
