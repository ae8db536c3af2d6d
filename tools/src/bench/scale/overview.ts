import { addDays, type Day, type Report, type ReportQuery } from '@pegel/domain';
import { initialView, overviewQueries, type GroupFilter, type ViewState } from '@pegel/presentation';
import { demoOrganisation } from '../../demo/index.js';
import type { Serving } from '../server.js';
import type { Scale } from './organisation.js';

export const shortNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
/** "; 1K people, 10M events" */
export const endingOf = ({ people, events }: Scale): string => `; ${shortNumber.format(people)} people, ${shortNumber.format(events)} events`;

/** What the Overview asks for, by the names of its reports. */
export function queriesOf(slug: string, end: Day, days: number, group: GroupFilter | null): readonly [string, ReportQuery][] {
  const state: ViewState = { ...initialView(slug), range: { from: addDays(end, 1 - days), to: end }, end, grain: 'day', group };
  return Object.entries(overviewQueries(state, { ...demoOrganisation, slug, demo: false }));
}

/** A report as the dashboard asks for it. */
export async function asking(server: Serving, query: ReportQuery): Promise<Report> {
  const input = encodeURIComponent(JSON.stringify({ organisation: server.slug, ...query }));
  return (JSON.parse(await server.get(`/trpc/report?input=${input}`)) as { result: { data: Report } }).result.data; // What tRPC answers.
}
