import { seenBy, csvUrl, pageQueries, type OrganisationView, type Reports, type ViewState } from '@pegel/presentation';
import { createPegelClient } from '@pegel/client';
import { accountOf, reportOf, served } from '@pegel/server/testing';
import { demoEvents, demoOrganisation, demoSnapshots } from '@pegel/tools/demo';

/** A moment at which the demo organisation stands still. */
const demoNow = Date.parse('2026-11-23T13:05:00Z');
/** So many seats tell as much as all of them, in a few seconds. */
const people = 60;
const batch = 5_000;

interface DemoAsked {
  readonly organisation: OrganisationView;
  reports(state: ViewState): Promise<Reports>;
}

/** The demo organisation as a server answers for it, once all of it has been sent through the doors. */
export async function demoAsked(): Promise<DemoAsked> {
  const server = await served({ ports: { now: () => demoNow } });
  const options = { until: demoNow, people };
  const events = [...demoEvents(options)];
  for (let from = 0; from < events.length; from += batch) await accountOf(await server.send(events.slice(from, from + batch), { 'pegel-source': 'demo' }));
  for (const snapshot of demoSnapshots(options)) {
    await accountOf(await server.app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'demo' }, body: JSON.stringify(snapshot) }));
  }
  const client = createPegelClient({ url: 'http://localhost', token: server.ownerToken, fetch: async (input, init) => server.app.request(new Request(input, init)) });
  const organisation: OrganisationView = { ...seenBy(await client.reader.query({})), name: demoOrganisation.name, purpose: null };
  return {
    organisation,
    async reports(state) {
      const asked = Object.entries(pageQueries(state, organisation)).map(async ([name, query]) => [name, await reportOf(await server.get(csvUrl(query, organisation.slug).replace('/report.csv', '/report.json')))] as const);
      return Object.fromEntries(await Promise.all(asked));
    },
  };
}
