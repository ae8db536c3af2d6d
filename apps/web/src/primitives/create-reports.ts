import { createEffect, createMemo, on, type Accessor } from 'solid-js';
import { failureOf } from '@pegel/client';
import type { Report } from '@pegel/domain';
import { queryNamesOf, seenQueries, whoseOf, type OrganisationView, type PageId, type QueryName, type Reports, type ViewState } from '@pegel/presentation';
import { useSession } from '../session/session.js';
import { createAnswer } from './create-answer.js';
import { reportQuestion } from './report-question.js';

/** What a panel can know about its numbers beside the numbers. */
export interface ReportStatus {
  readonly isLoading: boolean;
  /** A newer answer is on its way while the last one stays. */
  readonly isRefreshing: boolean;
  readonly error: Error | null;
}

export interface LiveReports {
  readonly reports: Accessor<Reports>;
  /** Whose numbers there are, and of which organisation; null while it is not one answer for all of them. */
  readonly whose: Accessor<string | null>;
  /** The reports that are asked for. */
  readonly asked: Accessor<readonly QueryName[]>;
  /** Of something that needs all of these. */
  status(...names: readonly QueryName[]): ReportStatus;
  refetch(...names: readonly QueryName[]): void;
  refetchAll(): void;
  /** Somebody is no longer signed in. */
  readonly isSignedOut: Accessor<boolean>;
}

/** Whether the server knows the answer and does not give it, as after a change of what is told of people. */
const isRefusal = (error: Error): boolean => ['not-permitted', 'not-signed-in', 'bad-query'].includes(failureOf(error));

/** A report that a page does not need as it is shown. */
const unasked = { queryKey: ['report', null], enabled: false } as const;

/** The reports of a page, asked for together and kept while newer ones load. */
export function createReports(page: PageId, state: Accessor<ViewState>, organisation: Accessor<OrganisationView>): LiveReports {
  const { client, queries: answers } = useSession();
  // While another page is on its way the address is already that page's.
  const queries = createMemo(() => seenQueries({ ...state(), page }, organisation()));
  const queryNames = queryNamesOf(page);
  const slug = () => organisation().slug;

  const ask = (name: QueryName) =>
    createAnswer<Report>(() => {
      const query = queries()[name];
      return {
        ...(query === undefined ? unasked : reportQuestion(client, organisation(), query)),
        // What was there stays while something new loads, but never the numbers of another organisation, nor of other people.
        placeholderData: (previous: Report | undefined) => (previous?.contract.organisation === slug() && whoseOf(previous.query) === whoseOf(query) ? previous : undefined),
        // What a page has missed while nobody looked is decided in one place: see `create-live.ts`.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      };
    });
  const asked = Object.fromEntries(queryNames.map((name) => [name, ask(name)])) as Record<string, ReturnType<typeof ask>>;

  // The page was asked for as this organisation was, and it may be another by now.
  const refusal = createMemo(() => queryNames.map((name) => asked[name]?.().error ?? null).find((error) => error !== null && isRefusal(error)) ?? null);
  createEffect(on(refusal, (error) => {
    if (error !== null) void answers.invalidateQueries({ queryKey: ['reader'] });
  }));

  const reports = createMemo((): Reports => {
    const arrived = queryNames.flatMap((name) => {
      const { data, error } = asked[name]?.() ?? { data: undefined, error: null };
      // What a reader is refused by now is not to stay in sight from before.
      const report = queries()[name] === undefined || (error !== null && isRefusal(error)) ? undefined : data;
      return report === undefined ? [] : [[name, report] as const];
    });
    return Object.fromEntries(arrived);
  });

  return {
    reports,
    whose: createMemo(() => {
      const [one = null, ...others] = new Set(Object.values(reports()).map(({ contract, query }) => `${contract.organisation}\n${whoseOf(query)}`));
      return others.length === 0 ? one : null;
    }),
    asked: () => queryNames.filter((name) => queries()[name] !== undefined),
    status: (...names) => {
      const answers = names.flatMap((name) => asked[name]?.() ?? []);
      return {
        isLoading: answers.some(({ isPending }) => isPending),
        isRefreshing: answers.some(({ isFetching, isPending }) => isFetching && !isPending),
        error: answers.find(({ error }) => error !== null)?.error ?? null,
      };
    },
    refetch: (...names) => {
      for (const name of names) void asked[name]?.().refetch();
    },
    refetchAll: () => {
      for (const name of queryNames) if (queries()[name] !== undefined) void asked[name]?.().refetch();
    },
    isSignedOut: createMemo(() =>
      queryNames.some((name) => {
        const error = asked[name]?.().error ?? null;
        return error !== null && failureOf(error) === 'not-signed-in';
      }),
    ),
  };
}
