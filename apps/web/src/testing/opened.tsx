import { QueryClient } from '@tanstack/solid-query';
import { render } from '@solidjs/testing-library';
import type { PegelClient, ReaderView } from '@pegel/client';
import { readerWithRole, type ReportQuery, type RoleName } from '@pegel/domain';
import { sampleOrganisation, sampleReport, type SampleOptions } from '@pegel/presentation/testing';
import { App } from '../app.jsx';

interface Server extends SampleOptions {
  readonly role?: RoleName;
  /** Makes some reports fail. */
  readonly fails?: (query: ReportQuery) => boolean;
}

/** Opens the dashboard at an address, over invented reports; returns what was asked. */
export function open(path: string, { role = 'owner', fails = () => false, ...options }: Server = {}) {
  history.replaceState(null, '', path);
  const organisation = { ...(options.organisation ?? sampleOrganisation), names: 'full' as const };
  const { permissions } = readerWithRole({ ...organisation, pseudonymSecret: '' }, role);
  const reader: ReaderView = { name: 'h.vogt@nordwind.example', role, permissions: [...permissions], organisation };
  const asked: ReportQuery[] = [];
  const client = {
    reader: { query: async () => reader },
    report: {
      query: async (query: ReportQuery) => {
        asked.push(query);
        if (fails(query)) throw new Error('The disk is full.');
        return sampleReport(query, options);
      },
    },
  } as unknown as PegelClient; // The two procedures are all that the dashboard calls.
  const queries = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  render(() => <App session={{ client, queries }} />);
  return asked;
}
