import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Delivery, Feeds, Organisation, Report, ReportQuery, UsageEvent, WireDirectory, WireEvent } from '@pegel/domain';
import { directory, person, randomHistory, randomNow, seatOf, wireDirectoryOf, wireOf } from '@pegel/domain/testing';
import { importers } from '@pegel/importers';
import { reportOf, served } from '@pegel/server/testing';
import { openReader } from '@pegel/sqlite';

/** What one source sends in one piece. */
export type Sending = { readonly source: string; readonly run: string } & ({ readonly directory: WireDirectory } | { readonly events: readonly WireEvent[] });

/** How the events of a sending are written down. */
export type Form = 'json' | 'ndjson' | 'gzip';

/** A server over a data folder of its own, with an organisation that has some settings and whose clock stands. */
export interface Laboratory {
  send(sending: Sending, form?: Form): Promise<void>;
  /** A report as an application asks for it. */
  ask(query: ReportQuery): Promise<Report>;
  /** What an address answers, letter by letter. */
  text(path: string): Promise<string>;
  /** Every revision that is kept: which of them counts, and what it says. */
  ledger(): readonly unknown[];
  end(): Promise<void>;
}

export async function laboratory({ timeZone, weekStart, fiscalYearStart }: Pick<Organisation, 'timeZone' | 'weekStart' | 'fiscalYearStart'>, now = randomNow): Promise<Laboratory> {
  const server = await served({ ports: { now: () => now } });
  server.change(`UPDATE organisations SET time_zone = '${timeZone}', week_start = '${weekStart}', fiscal_year_start = ${fiscalYearStart}, pseudonym_secret = sealed('the same in every laboratory', 'accounts')`);

  const text = async (path: string): Promise<string> => {
    const response = await server.get(path);
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body}`);
    return body;
  };
  return {
    async send(sending, form = 'json') {
      const headers = { authorization: `Bearer ${server.ingestKey}`, 'pegel-source': sending.source, 'pegel-run': sending.run };
      const response =
        'directory' in sending
          ? await server.app.request('/v1/directory', { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(sending.directory) })
          : await server.app.request('/v1/events', { method: 'POST', ...written(sending.events, form, headers) });
      const account = await response.text();
      if (response.status !== 200) throw new Error(`${response.status}: ${account}`);
      const { rejected, errors } = JSON.parse(account) as { rejected: number; errors: unknown }; // What both doors answer.
      if (rejected > 0) throw new Error(`Something was rejected: ${JSON.stringify(errors)}`);
    },
    ask: async (query) => reportOf(await server.get(addressOf(query))),
    text,
    ledger() {
      const reader = openReader(join(server.data, 'pegel.sqlite'));
      try {
        return reader.prepare(keptRevisions).raw().all();
      } finally {
        reader.close();
      }
    },
    end: () => server.end(),
  };
}

const keptRevisions = `
  SELECT name, id, revision, standing, hex(content_hash), retracted, type, amount, count
  FROM (SELECT 'counts' AS standing, * FROM events UNION ALL SELECT 'history' AS standing, * FROM event_history) AS kept JOIN (SELECT id AS number, name FROM sources) ON number = kept.source
  ORDER BY name, id, revision`;

function written(events: readonly WireEvent[], form: Form, headers: Readonly<Record<string, string>>): Pick<RequestInit, 'headers' | 'body'> {
  if (form === 'ndjson') return { headers: { ...headers, 'content-type': 'application/x-ndjson' }, body: events.map((event) => JSON.stringify(event)).join('\n') };
  const body = JSON.stringify({ events });
  if (form === 'json') return { headers: { ...headers, 'content-type': 'application/json' }, body };
  return { headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: new Uint8Array(gzipSync(body)) };
}

/** The address of a query. */
export function addressOf({ metrics, where = [], ...query }: ReportQuery, file = 'report.json'): string {
  const parameters = new URLSearchParams({ metrics: metrics.join() });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  for (const { dimension, key } of where) parameters.append('where', `${dimension}:${key}`);
  return `/${file}?${String(parameters)}`;
}

/** Who delivers what in the language of stores, as senders do it. Only the folder of an importer has runs. */
const senders: Readonly<Record<string, string>> = { live: 'live', gateway: 'gateway', files: 'claude-code', vendor: 'vendor' };

/** Random deliveries as sendings. One revision of an event says one thing: where it says two, the first stays, and order matters by definition. */
export function sendingsOf(history: readonly Delivery[]): Sending[] {
  const seen = new Set<string>();
  const once = (...key: readonly (string | number)[]) => !seen.has(key.join('\n')) && seen.add(key.join('\n')).size > 0;
  return history.flatMap((delivery): Sending[] => {
    const source = senders[delivery.source.name] ?? delivery.source.name;
    const from = { source, run: delivery.source.run };
    if (delivery.kind === 'directory') return once(source, delivery.snapshot.takenAt) ? [{ ...from, directory: wireDirectoryOf(delivery.snapshot) }] : [];
    const feeds = importers.get(source)?.feeds ?? null;
    const events = delivery.items.map(({ event }) => event).filter((event) => delivers(feeds, event) && once(source, event.id, event.revision));
    return [{ ...from, events: events.map(wireOf) }];
  });
}

/** An importer delivers what it says it can: anything else would count on no day of its own, since it covers none with it. */
const delivers = (feeds: Feeds | null, { type, surface }: UsageEvent): boolean => feeds === null || (feeds.types.some((fed) => fed === type) && feeds.surfaces.includes(surface));

/** Who is where before anything happens: without it most random use would be nobody's. */
const whoIsWho: Delivery = directory('2026-03-20T00:00:00Z', [
  seatOf(person('a@x.example', { id: 'u1' }), { groups: ['Berlin', 'Sales'], department: 'Sales', costCentre: '4711' }),
  seatOf(person('b@x.example', { id: 'u2' }), { groups: ['Sales'], department: 'Legal', costCentre: '4712' }),
  seatOf(person('c@x.example'), { seat: null }),
]);

/** Random use of an organisation whose people are known. */
export const randomUse = randomHistory.map((history): readonly Delivery[] => [whoIsWho, ...history]);
