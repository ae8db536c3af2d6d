import type { Instant } from '@pegel/domain';
import type { SessionClient } from './tables.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When a session ends by itself. */
export interface SessionTime {
  /** After so long without a request. */
  readonly idleMilliseconds: number;
  /** After so long in any case. */
  readonly wholeMilliseconds: number;
}

export type SessionTimes = Readonly<Record<SessionClient, SessionTime>>;

/** Half an hour and half a day for browsers, a week and a month for terminals, where nothing else is said. */
export const sessionTimes: SessionTimes = {
  browser: { idleMilliseconds: 30 * minute, wholeMilliseconds: 12 * hour },
  terminal: { idleMilliseconds: 7 * day, wholeMilliseconds: 30 * day },
};

/** Its use is written down this often at most. */
export const useNotedMilliseconds = minute;

export interface SessionAge {
  readonly client: SessionClient;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export function isOver({ client, createdAt, lastUsedAt }: SessionAge, times: SessionTimes, now: Instant): boolean {
  const { idleMilliseconds, wholeMilliseconds } = times[client];
  return now - createdAt.getTime() >= wholeMilliseconds || now - (lastUsedAt ?? createdAt).getTime() >= idleMilliseconds;
}
