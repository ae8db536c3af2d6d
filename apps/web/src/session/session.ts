import { createContext, useContext, type Accessor } from 'solid-js';
import type { QueryClient } from '@tanstack/solid-query';
import type { PegelClient } from '@pegel/client';
import { purposePlace } from '../primitives/create-purpose.js';
import { forgetInTab } from '../primitives/stored.js';
import { ask } from './asking.js';

/** The server as this browser reaches it. The session itself is a cookie that no script can read. */
export interface Session {
  readonly client: PegelClient;
  readonly queries: QueryClient;
  /** Whether the page that was opened is to be drawn by now; without it, it is. */
  readonly isOpen?: Accessor<boolean>;
  /** Whether the server has a newer dashboard by now than the page that is open. */
  readonly isOutdated?: () => boolean;
}

export const SessionContext = createContext<Session>();

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('A session is only known inside the app.');
  return session;
}

/** Ends the session and forgets every number this page has seen. */
export async function signOut({ queries }: Session): Promise<void> {
  await ask('/auth/sign-out', {});
  queries.clear();
  forgetInTab(purposePlace);
}

/** The address to return to after signing in: of this site alone, whatever the link says. */
export function returnAddress(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const origin = 'http://localhost';
  const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
  return url !== null && url.origin === origin && !url.pathname.startsWith('//') && url.pathname !== '/login' ? `${url.pathname}${url.search}` : '/';
}

export const loginAddress = (current: string): string => (current === '/' ? '/login' : `/login?next=${encodeURIComponent(current)}`);
