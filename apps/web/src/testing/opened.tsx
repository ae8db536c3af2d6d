import { QueryClient } from '@tanstack/solid-query';
import { render } from '@solidjs/testing-library';
import type { FactsChanged, PegelClient, ReaderView, SourcesView } from '@pegel/client';
import { noTally, readerWithRole, type ReportQuery, type RoleName } from '@pegel/domain';
import { sampleOrganisation, sampleReport, sampleToday, type SampleOptions } from '@pegel/presentation/testing';
import { App } from '../app.jsx';

interface Server extends SampleOptions {
  readonly role?: RoleName;
  /** Makes some reports fail. */
  readonly fails?: (query: ReportQuery) => boolean;
}

/** What a page does with what it is told. */
interface Heard {
  onStarted(): void;
  onData(change: FactsChanged): void;
}

interface Opened {
  readonly asked: readonly ReportQuery[];
  /** Who listens. */
  readonly listeners: ReadonlySet<Heard>;
  /** Says that facts changed. */
  tell(change: FactsChanged): void;
}

/** Opens the dashboard at an address, over invented reports; returns what was asked. */
export const open = (path: string, server: Server = {}): readonly ReportQuery[] => openLive(path, server).asked;

/** The same with a voice for the server. */
export function openLive(path: string, { role = 'owner', fails = () => false, ...options }: Server = {}): Opened {
  history.replaceState(null, '', path);
  const organisation = { ...(options.organisation ?? sampleOrganisation), sourceOrder: [], retentionDays: null };
  const { permissions } = readerWithRole({ ...organisation, pseudonymSecret: '' }, role);
  const reader: ReaderView = { name: 'h.vogt@nordwind.example', role, permissions: [...permissions], organisation };
  const asked: ReportQuery[] = [];
  const listeners = new Set<Heard>();
  const client = {
    reader: { query: async () => reader },
    report: {
      query: async (query: ReportQuery) => {
        asked.push(query);
        if (fails(query)) throw new Error('The disk is full.');
        return sampleReport(query, options);
      },
    },
    changes: {
      subscribe: (_input: object, heard: Heard) => {
        listeners.add(heard);
        queueMicrotask(() => heard.onStarted());
        return { unsubscribe: () => void listeners.delete(heard) };
      },
    },
    sources: {
      query: async (): Promise<SourcesView> => ({
        organisation: organisation.slug, timeZone: organisation.timeZone, currency: organisation.currency, today: sampleToday, from: sampleToday, to: sampleToday,
        sources: [], totals: { events: noTally, directory: noTally },
      }),
    },
  } as unknown as PegelClient; // These procedures are all that the dashboard calls.
  const queries = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  render(() => <App session={{ client, queries }} />);
  return { asked, listeners, tell: (change) => { for (const { onData } of listeners) onData(change); } };
}
