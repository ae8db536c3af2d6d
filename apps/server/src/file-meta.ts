import type { Entrance } from '@pegel/api';
import { disclosureOf, looksAtPeople, metricNames, permissionsFor, permitReport, purposeFor, report, type Instant, type Period, type Report, type UsageStore } from '@pegel/domain';
import { datasetOf, fileMeta, fileName, spendByUserDataset, type FileMeta } from '@pegel/presentation';
import { addressIn } from './export-mark.js';
import type { Asked } from './journal/journalled.js';

/* What is said beside a file. It has no number, so nobody looks at people for it and the journal has nothing to keep. */

interface Means {
  readonly store: UsageStore;
  readonly now: () => Instant;
}

interface Described {
  readonly file: string;
  readonly address: string;
  readonly at: Instant;
}

/** What a report says of itself as a file. */
export const reportMeta = ({ contract, query }: Report, { file, address, at }: Described): FileMeta =>
  fileMeta(contract, query, { file, address, at: new Date(at).toISOString(), disclosure: contract.disclosure });

/** The description of a report as CSV, for whoever may take it along, and its name without an ending. */
export async function describedReport({ store, now }: Means, { reader, actor }: Entrance, { query, purpose: given }: Asked, url: string): Promise<{ readonly file: string; readonly meta: FileMeta }> {
  permitReport(reader, query, 'export');
  const at = now();
  const isAboutPeople = looksAtPeople(query);
  const purpose = purposeFor(reader.organisation, isAboutPeople, given);
  const { metrics, from, to, range, today } = query;
  const { contract, query: asked } = await report(reader, store, { metrics, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(range === undefined ? {} : { range }), ...(today === undefined ? {} : { today }), grain: 'total' }, at, 'export');
  const disclosure = isAboutPeople ? disclosureOf(reader.organisation, actor.name, at, purpose) : undefined;
  const file = fileName(datasetOf(query), reader.organisation.slug, asked, disclosure?.names);
  const address = addressIn(url).replace('/export/report.meta.json', '/report.csv');
  return { file, meta: fileMeta(contract, { ...asked, grain: query.grain ?? 'day' }, { file: `${file}.csv`, address, at: new Date(at).toISOString(), disclosure }) };
}

/** Of spend by person these numbers have a definition. */
export const spendMetrics = metricNames.filter((name) => permissionsFor({ metrics: [name] }).has('view:spend'));

/** The description of spend by person, in a file of this ending. */
export async function describedSpend({ store, now }: Means, { reader, actor }: Entrance, period: Period, purpose: string | null, { url, ending }: { readonly url: string; readonly ending: 'csv' | 'json' }): Promise<{ readonly file: string; readonly meta: FileMeta }> {
  const at = now();
  const { contract, query } = await report(reader, store, { metrics: spendMetrics, ...period, grain: 'total' }, at, 'export');
  const file = fileName(spendByUserDataset, reader.organisation.slug, period, reader.organisation.names);
  const disclosure = disclosureOf(reader.organisation, actor.name, at, purpose);
  return { file, meta: fileMeta(contract, query, { file: `${file}.${ending}`, address: addressIn(url).replace('.meta.json', `.${ending}`), at: new Date(at).toISOString(), disclosure }) };
}
