import { createContext, useContext } from 'solid-js';
import type { QueryClient } from '@tanstack/solid-query';
import type { PegelClient } from '@pegel/client';

/** The server as this browser reaches it. The session itself is a cookie that no script can read. */
export interface Session {
  readonly client: PegelClient;
  readonly queries: QueryClient;
}

export const SessionContext = createContext<Session>();

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('A session is only known inside the app.');
  return session;
}

/** How signing in ended. */
export type SignInOutcome = 'signed-in' | 'wrong' | 'too-many' | 'unreachable' | 'failed';

export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const response = await post('/auth/sign-in/email', { email, password });
  if (response === null) return 'unreachable';
  if (response.ok) return 'signed-in';
  if (response.status === 429) return 'too-many';
  return response.status === 401 || response.status === 400 || response.status === 422 ? 'wrong' : 'failed';
}

/** Ends the session and forgets every number this page has seen. */
export async function signOut({ queries }: Session): Promise<void> {
  await post('/auth/sign-out', {});
  queries.clear();
}

async function post(path: string, body: unknown): Promise<Response | null> {
  try {
    return await fetch(path, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  } catch {
    return null;
  }
}

/** The address to return to after signing in: of this site alone, whatever the link says. */
export function returnAddress(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const origin = 'http://localhost';
  const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
  return url !== null && url.origin === origin && !url.pathname.startsWith('//') && url.pathname !== '/login' ? `${url.pathname}${url.search}` : '/';
}

export const loginAddress = (current: string): string => (current === '/' ? '/login' : `/login?next=${encodeURIComponent(current)}`);
