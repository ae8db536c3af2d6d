import { QueryClient } from '@tanstack/solid-query';
import { render } from '@solidjs/testing-library';
import type { FactsChanged, GroupsView, InviteCounts, InviteRow, InvitesView, PegelClient, ReaderView, SourcesView } from '@pegel/client';
import { noTally, readerWithRole, type ReportQuery, type RoleName } from '@pegel/domain';
import { sampleOrganisation, sampleReport, sampleToday, type SampleOptions } from '@pegel/presentation/testing';
import { App } from '../app.jsx';
import './soon.js';
import { askAhead } from '../session/ask-ahead.js';

interface Server extends SampleOptions {
  readonly role?: RoleName;
  /** What numbers can be narrowed to, and from how many people on. */
  readonly groups?: GroupsView['groups'];
  readonly groupSize?: number;
  /** Keeps some reports waiting. */
  readonly waits?: (query: ReportQuery) => Promise<void>;
  /** Makes some reports fail. */
  readonly fails?: (query: ReportQuery) => boolean;
  /** Asks ahead, as a page that is opened does, and hears of it before anything is drawn. */
  readonly beforeDrawn?: (asked: readonly ReportQuery[]) => void;
}

/** What a page does with what it is told. */
interface Heard {
  onStarted(): void;
  onData(change: FactsChanged): void;
}

interface Opened {
  readonly asked: readonly ReportQuery[];
  /** What for somebody asked who is invited, once for each time. */
  readonly askedInvites: readonly (string | null)[];
  /** Who listens. */
  readonly listeners: ReadonlySet<Heard>;
  /** Says that facts changed. */
  tell(change: FactsChanged): void;
}

/** Eleven invites, one of which is old. */
const sampleInvites: readonly InviteRow[] = Array.from({ length: 11 }, (_, index): InviteRow => {
  const email = `${index === 0 ? 'old' : `new${index}`}@nordwind.example`;
  return { key: `p_${index}`, label: email, person: { ids: [], email, name: null }, invitedAt: index === 0 ? '2026-10-20T08:00:00.000Z' : '2026-11-20T08:00:00.000Z', expiresAt: null, sentOn: index === 0 ? '2026-10-20' : '2026-11-20', expiresOn: null, age: index === 0 ? 33 : 2, isOld: index === 0 };
});

const sampleGroups: GroupsView['groups'] = [
  { dimension: 'department', key: 'engineering', members: 12, isOffered: true },
  { dimension: 'department', key: 'sales', members: 8, isOffered: true },
  { dimension: 'costCentre', key: 'cc-7', members: 20, isOffered: true },
];

/** Opens the dashboard at an address, over invented reports; returns what was asked. */
export const open = (path: string, server: Server = {}): readonly ReportQuery[] => openLive(path, server).asked;

/** The same with a voice for the server. */
export function openLive(path: string, { role = 'owner', fails = () => false, beforeDrawn, ...options }: Server = {}): Opened {
  history.replaceState(null, '', path);
  const organisation = { ...(options.organisation ?? sampleOrganisation), sourceOrder: [], retentionDays: null, budget: options.organisation?.budget ?? null };
  const { permissions } = readerWithRole({ ...organisation, pseudonymSecret: '' }, role);
  const reader: ReaderView = { name: 'h.vogt@nordwind.example', role, permissions: [...permissions], organisation, models: [] };
  const asked: ReportQuery[] = [];
  const askedInvites: (string | null)[] = [];
  const inviteCounts: InviteCounts = { organisation: organisation.slug, timeZone: organisation.timeZone, today: sampleToday, day: sampleToday, total: sampleInvites.length, byAge: [10, 0, 0, 1], old: 1, oldDays: 14 };
  const listeners = new Set<Heard>();
  const client = {
    reader: { query: async () => reader },
    report: {
      query: async (query: ReportQuery) => {
        asked.push(query);
        await options.waits?.(query);
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
    groups: {
      query: async (): Promise<GroupsView> => {
        return { from: sampleToday, to: sampleToday, minimumGroupSize: options.groupSize ?? null, groups: options.groups ?? sampleGroups };
      },
    },
    inviteCounts: { query: async (): Promise<InviteCounts> => inviteCounts },
    invites: {
      query: async ({ purpose, first }: { readonly purpose?: string; readonly first?: number }): Promise<InvitesView> => {
        askedInvites.push(purpose ?? null);
        return { ...inviteCounts, invites: sampleInvites.slice(0, first), disclosure: { by: reader.name, at: '2026-11-23T09:00:00.000Z', purpose: purpose ?? null, names: organisation.names } };
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
  const draw = () => void render(() => <App session={{ client, queries }} />);
  if (beforeDrawn === undefined) draw();
  else void askAhead({ client, queries }, path).then(() => beforeDrawn(asked)).then(draw);
  return { asked, askedInvites, listeners, tell: (change) => { for (const { onData } of listeners) onData(change); } };
}
