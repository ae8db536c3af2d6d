import type { ReaderView } from '@pegel/client';
import type { Report } from '@pegel/domain';
import { pageQueries, purposeSaid, type OrganisationView, type QueryName, type Reports, type ViewState } from '@pegel/presentation';
import { exitCodes, type Failure } from './failure.js';
import { changeable, failureFrom, type Connection } from './reader.js';

/** The reports of a page as far as the server gave them, and why it gave no others. */
export interface Fetched {
  readonly reports: Reports;
  readonly failures: readonly Failure[];
  /** What the server knows and does not tell this reader, so that it is not to stay in sight from before. */
  readonly refused?: readonly QueryName[];
}

/** Who reads; the first thing every screen needs to know. */
export async function readerOf(connection: Connection): Promise<ReaderView> {
  try {
    return await connection.client.reader.query(connection.organisation === undefined ? {} : { organisation: connection.organisation });
  } catch (error) {
    throw failureFrom(error, connection);
  }
}

/** Asks for what a page shows, or for some of it, at once. Throws only where nothing at all could be had. */
export async function fetchPage(connection: Connection, state: ViewState, organisation: OrganisationView, names?: readonly QueryName[]): Promise<Fetched> {
  const all = Object.entries(pageQueries(state, organisation)) as [QueryName, NonNullable<ReturnType<typeof pageQueries>[QueryName]>][]; // Object.entries forgets the keys' names.
  const queries = names === undefined ? all : all.filter(([name]) => names.includes(name));
  const answers = await Promise.allSettled(
    queries.map(([, query]) => connection.client.report.query({ ...changeable(query), purpose: purposeSaid(organisation, query), organisation: organisation.slug })),
  );
  const reports: Partial<Record<QueryName, Report>> = {};
  const failures: Failure[] = [];
  const refused: QueryName[] = [];
  answers.forEach((answer, index) => {
    const name = queries[index]?.[0];
    if (name === undefined) return;
    if (answer.status === 'fulfilled') {
      reports[name] = answer.value;
      return;
    }
    const failure = failureFrom(answer.reason, connection);
    failures.push(failure);
    if (failure.exitCode !== exitCodes.failed) refused.push(name);
  });
  const lost = failures.find(({ exitCode }) => exitCode === exitCodes.notPermitted);
  if (Object.keys(reports).length === 0 && failures[0] !== undefined) throw lost ?? failures[0];
  return { reports, failures, refused };
}
