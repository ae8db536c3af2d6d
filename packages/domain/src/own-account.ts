import type { RoleName } from './permissions.js';

/** What somebody sees of their own account. */
export interface OwnAccount {
  readonly email: string;
  /** Without one, it signs in through a provider alone. */
  readonly hasPassword: boolean;
  readonly twoFactor: boolean;
  readonly organisations: readonly { readonly slug: string; readonly name: string; readonly role: RoleName }[];
  /** Newest use first. */
  readonly sessions: readonly OwnSession[];
}

/** A place where somebody is signed in. It is called by an id, which opens nothing. */
export interface OwnSession {
  readonly id: string;
  readonly client: 'browser' | 'terminal';
  readonly address: string | null;
  readonly userAgent: string | null;
  /** In ISO 8601, as the next. */
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly isCurrent: boolean;
}
