import type { Accounts } from '@pegel/accounts';
import type { Asker } from '@pegel/api';
import type { Instant, OperationName, SourceStore, UsageStore } from '@pegel/domain';
import type { HttpBindings } from '@hono/node-server';
import type { SqliteStore } from '@pegel/store-sqlite';
import type { TrustedProxies } from './client-address.js';
import type { HandOver } from './live/handed-over.js';
import type { Live } from './live/watched.js';
import type { Logger } from './log.js';
import type { Website } from './website.js';

/** What the routes stand on. */
export interface Ports {
  readonly accounts: Accounts;
  readonly store: UsageStore;
  readonly sources: SourceStore;
  readonly live: Live;
  readonly now: () => Instant;
  readonly log: Logger;
  /** Whether what is written goes where the next start looks for it. */
  readonly isInPlace: () => boolean;
  /** How much of the ledger is in columns in memory. */
  readonly columns: SqliteStore['columns'];
  /** Turns true when the server has been asked to stop. */
  readonly isStopping: () => boolean;
  /** `null` where the dashboard has not been built. */
  readonly website: Website | null;
  /** What opens the set-up; `null` where the server was not asked to offer it. */
  readonly setUpCode: string | null;
  /** Proxies that are believed when they say where a request came from; `null` where there is none. */
  readonly trustedProxies: TrustedProxies | null;
  /** Where people reach the server, where that is known. */
  readonly publicUrl: string | undefined;
}

/** What Hono knows of a request. Without a socket, as in a test, there are no bindings. */
export interface Env {
  Bindings: Partial<HttpBindings & { readonly handOver: HandOver }>;
  Variables: {
    requestId: string;
    log: Logger;
    /** Where the request came from; `null` without a socket. */
    address: string | null;
    /** What the request asks for, where its route says so itself. */
    operation?: OperationName;
    /** Who asks, as soon as that is known. */
    asker?: Asker;
  };
}
