import { fromUrl, permissionOf, queryNamesOf, seenBy, seenQueries } from '@pegel/presentation';
import { purposeIn } from '../primitives/create-purpose.js';
import { reportQuestion } from '../primitives/report-question.js';
import { readerQuestion } from './create-reader.js';
import type { Session } from './session.js';

/** What was asked before anything was drawn. */
export interface Ahead {
  /** Once there is an answer to what a page opens with, whatever it is. */
  readonly opening: Promise<unknown>;
}

/**
 * Asks who reads, and for everything that the page at an address shows, before any of it is drawn: drawing takes about as long
 * as an answer. Resolves once that is asked; what is refused or fails is said by the page, which asks the same.
 */
export async function askAhead({ client, queries }: Pick<Session, 'client' | 'queries'>, address: string): Promise<Ahead | null> {
  // An address of one part alone is a door, or leads on to a page.
  const state = /^\/[^/]+\/[^/]/.test(address) ? fromUrl(address)?.state : undefined;
  if (state === undefined) return null;
  const reader = await queries.fetchQuery(readerQuestion(client, state.organisation)).catch(() => null);
  if (reader?.permissions.includes(permissionOf(state.page)) !== true) return null;
  const organisation = { ...seenBy(reader), purpose: purposeIn(reader.organisation) };
  const seen = seenQueries(state, organisation);
  const [opening] = queryNamesOf(state.page).flatMap((name) => (seen[name] === undefined ? [] : [queries.prefetchQuery(reportQuestion(client, organisation, seen[name]))]));
  return { opening: opening ?? Promise.resolve() };
}

/** A promise, or the end of so many milliseconds. */
export const within = (milliseconds: number, awaited: Promise<unknown>): Promise<unknown> => Promise.race([awaited, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
