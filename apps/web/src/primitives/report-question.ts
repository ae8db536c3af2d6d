import { failureOf, type PegelClient } from '@pegel/client';
import type { Report, ReportQuery } from '@pegel/domain';
import { purposeSaid, type OrganisationView } from '@pegel/presentation';

const retriesMax = 2;

/** A report of an organisation, as it is asked wherever it is asked: whoever asks second gets the answer that is on its way. */
export function reportQuestion(client: PegelClient, organisation: OrganisationView, query: ReportQuery) {
  const { slug } = organisation;
  const purpose = purposeSaid(organisation, query);
  return {
    queryKey: ['report', slug, query, purpose],
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<Report> =>
      client.report.query({ ...query, metrics: [...query.metrics], where: query.where?.map((condition) => ({ ...condition })), purpose, organisation: slug }, { signal }),
    staleTime: 60_000,
    retry: (count: number, error: Error) => count < retriesMax && ['unreachable', 'failed'].includes(failureOf(error)),
  };
}
