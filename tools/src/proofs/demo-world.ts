import type { Instant, Organisation, WireDirectory, WireEvent } from '@pegel/domain';
import { accountOf, served } from '@pegel/server/testing';
import { demoEvents, demoSnapshots, type DemoOptions } from '../demo/index.js';

const until = Date.parse('2026-11-24T10:00:00Z');

/** Zones whose days differ from each other and from UTC's in ways of their own: by an hour, a half, three quarters, half an hour of summer, and a clock that goes back at midnight. */
export const farZones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Nuuk'] as const;

/** The invented organisation as it was sent, and a server that has taken it in through its doors. */
interface DemoWorld {
  readonly events: readonly WireEvent[];
  readonly snapshots: readonly WireDirectory[];
  readonly until: Instant;
  /** Asks as the owner. */
  get(path: string): Promise<Response>;
  /** The same ledger as an organisation elsewhere sees it. */
  moveTo(timeZone: string): Organisation;
}

export async function demoWorld(people: number): Promise<DemoWorld> {
  const options: DemoOptions = { until, people };
  const events: readonly WireEvent[] = [...demoEvents(options)];
  const snapshots: readonly WireDirectory[] = demoSnapshots(options);
  const server = await served({ ports: { now: () => until } });
  const batch = 5_000;
  for (let from = 0; from < events.length; from += batch) {
    const account = await accountOf(await server.send(events.slice(from, from + batch), { 'pegel-source': 'demo' }));
    if (account.stored !== account.received) throw new Error(`Not all was stored: ${JSON.stringify(account)}`);
  }
  for (const snapshot of snapshots) {
    const headers = { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'demo' };
    await accountOf(await server.app.request('/v1/directory', { method: 'PUT', headers, body: JSON.stringify(snapshot) }));
  }
  return {
    events,
    snapshots,
    until,
    get: async (path) => server.get(path),
    moveTo(timeZone) {
      server.change(`UPDATE organisations SET time_zone = '${timeZone}'`);
      const [organisation] = server.folder.accounts.organisations();
      if (organisation === undefined) throw new Error('The organisation has gone.');
      return organisation;
    },
  };
}
