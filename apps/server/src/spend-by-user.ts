import { service, spendByUser, unattributed, type Instant, type Organisation, type Period, type Person, type Reader, type UsageStore, type UserSpend } from '@pegel/domain';
import { spendByUserCsvHeader, spendByUserCsvRow } from '@pegel/presentation';

/** Rows that are named with one question to the store, and sent as one piece. */
const rowsAtOnce = 500;

/** Spend by user as the text of a CSV file, piece by piece, so that its size does not depend on the memory. */
export async function* spendByUserCsv(reader: Reader, store: UsageStore, period: Period, now: Instant): AsyncGenerator<string> {
  const { organisation } = reader;
  yield spendByUserCsvHeader;
  let rows: UserSpend[] = [];
  for await (const row of spendByUser(reader, store, period, now)) {
    rows.push(row);
    if (rows.length < rowsAtOnce) continue;
    yield await textOf(store, organisation, period, rows);
    rows = [];
  }
  if (rows.length > 0) yield await textOf(store, organisation, period, rows);
}

async function textOf(store: UsageStore, organisation: Organisation, period: Period, rows: readonly UserSpend[]): Promise<string> {
  const keys = rows.map(({ key }) => key).filter((key) => key !== service && key !== unattributed);
  const people: ReadonlyMap<string, Person> = await store.people(organisation, [...new Set(keys)]);
  return rows.map((row) => spendByUserCsvRow(row, people.get(row.key) ?? null, period, organisation.currency)).join('');
}
