import type { AppRouter, InvitationLink, ReaderView } from '@pegel/api';
import { TRPCClientError, type TRPCClient } from '@trpc/client';

export type { AppRouter, InvitationLink, ReaderView };
export type {
  Account, Change, ComparedValue, ContentView, DecisionResultView, DecisionView, Dimension, DirectoryField, FactsChanged, FilePreview, InvitationView, GroupsView, InviteCounts, InviteRow, InvitesView, ItemError, JournalEntryView, JournalView, KeyMade, KeyRevoked, KeysView, KeyView, MembersChanged, MembersView, MemberView, MetricName,
  DeliveriesView, DeliveryView, OwnData, PrivacyReportView, QuarantineItemView, QuarantineView, Report, ReportContract, ReportQuery, ReportRow, RoleChoice, SettingsView, SourcesView, SourceView, WireDirectory, WireEvent, UnmaskingsView, UnmaskingView,
} from '@pegel/domain';

/** How to reach a server. */
export interface ClientOptions {
  /** The server's address, such as `https://pegel.example`; in a browser, the page's own origin. */
  readonly url: string;
  /** A reader's token. Browsers leave it out: their session is a cookie. */
  readonly token?: string;
  /** Asks the server, in place of the platform's own `fetch`. */
  readonly fetch?: typeof fetch;
}

export type PegelClient = TRPCClient<AppRouter>;

/** Why a call failed, as far as a program can act on it. */
export type Failure = 'not-signed-in' | 'not-permitted' | 'bad-query' | 'unreachable' | 'failed';

/** What the server said of a call that failed, for whoever looks for it in the server's log; null where nobody answered. */
export interface FailureFacts {
  readonly code: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
}

export function failureFacts(error: unknown): FailureFacts {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  const given = (name: string): unknown => (data === null || typeof data !== 'object' ? undefined : Reflect.get(data, name));
  const [code, status] = [given('code'), given('httpStatus')];
  const response: unknown = error instanceof TRPCClientError ? error.meta?.['response'] : undefined;
  return {
    code: typeof code === 'string' ? code : null,
    status: typeof status === 'number' ? status : null,
    requestId: response instanceof Response ? response.headers.get('x-request-id') : null,
  };
}

/** Why something was refused, as the server names it; undefined where it names nothing. */
export const refusalOf = (error: unknown): unknown => {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  return data === null || typeof data !== 'object' ? undefined : Reflect.get(data, 'refusal');
};

/** Sorts what a call threw: the message of the error is a sentence for people either way. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return 'failed';
  const code: unknown = error.data === null || typeof error.data !== 'object' || !('code' in error.data) ? undefined : error.data.code;
  switch (code) {
    case 'UNAUTHORIZED':
      return 'not-signed-in';
    case 'FORBIDDEN':
      return 'not-permitted';
    case 'BAD_REQUEST':
      return 'bad-query';
    case undefined:
      return 'unreachable';
    default:
      return 'failed';
  }
}
