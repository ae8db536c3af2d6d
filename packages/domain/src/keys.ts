import type { Instant } from './calendar.js';
import { ingestScopes, type IngestScope } from './ingest-scope.js';
import type { Actor } from './journal.js';
import { isPermitted } from './operations.js';
import { permit } from './permit.js';
import { permissionNames, permissionsOf, type Permission, type Reader, type RoleName } from './permissions.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';
import { isSourceName } from './source-name.js';
import type { TokenKind } from './token-form.js';

/** What a token may be made for: looking and taking along, never changing anything. */
export const readingPermissions = permissionNames.filter((name) => name.startsWith('view:') || name === 'export:usage');

/** @property daysDefault How long a key lives of which nobody says how long. */
export const keyLimits = { label: 80, sources: 20, daysMax: 730, daysDefault: 365, active: 200, shown: 500 } as const;

/** What a key opens. */
export type KeyReach =
  | {
      readonly kind: Extract<TokenKind, 'ingest'>;
      readonly scopes: readonly IngestScope[];
      /** The only sources it may name; `null`: any. */
      readonly sources: readonly string[] | null;
    }
  | {
      readonly kind: Extract<TokenKind, 'reader'>;
      /** `null`: all that whoever made it may do. */
      readonly permissions: readonly Permission[] | null;
    };

/** A key as it is kept, without its secret and without the hash of that. */
export interface KeyRecord {
  /** Names it wherever its secret must not be. */
  readonly id: string;
  /** What people call it; of an ingest key that is not bound to one source, the source of what names none. */
  readonly label: string;
  readonly reach: KeyReach;
  /** Who made it; `null` for one that is older than this is kept. */
  readonly maker: {
    readonly account: string;
    readonly name: string;
    /** `null`: no member any more. */
    readonly membership: { readonly role: RoleName; readonly grants: readonly Permission[] } | null;
  } | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  /** To the minute. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** A key to be. */
export interface KeyWish {
  readonly label: string;
  readonly reach: KeyReach;
  readonly expiresAt: Instant | null;
}

/** Where keys of organisations are kept. */
export interface KeyStore {
  /** Newest first, with those that are over. */
  keys(slug: string): readonly KeyRecord[];
  /**
   * Makes a key and its entry in the journal, or neither. What there is at that moment is shown to `check`, which may
   * throw. The secret is known to nobody afterwards.
   */
  makeKey(slug: string, wish: KeyWish, about: { readonly at: Instant; readonly by: Actor; readonly role: RoleName }, check: (there: readonly KeyRecord[]) => void): { readonly id: string; readonly secret: string };
  /** Revokes a key that is not revoked yet, with its entry in the journal; false where there is none. */
  revokeKey(slug: string, id: string, about: { readonly at: Instant; readonly by: Actor }): boolean;
}

/** `void`: it is neither over nor revoked, and opens nothing, because whoever made it may not either any more. */
export const keyStates = ['active', 'expired', 'revoked', 'void'] as const;
export type KeyState = (typeof keyStates)[number];

/** A key as those see it who answer for them. */
export type KeyView = KeyReach & {
  readonly id: string;
  readonly label: string;
  readonly state: KeyState;
  /** Of what a token was made for, what it does not open at the moment, because its maker may not do it. */
  readonly lost: readonly Permission[];
  /** `null`: older than this is kept. */
  readonly madeBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  /** Whether the reader may revoke it, and it is not revoked yet. */
  readonly canRevoke: boolean;
};

export interface KeysView {
  readonly organisation: string;
  readonly timeZone: string;
  /** Newest first; of those that are over, the newest alone. */
  readonly keys: readonly KeyView[];
  /** Whether the reader may make ingest keys. */
  readonly canMakeIngestKeys: boolean;
  /** What the reader may make a token for; nothing where they may make none. */
  readonly canGrant: readonly Permission[];
}

/** The secret is said here and never again. */
export interface KeyMade {
  readonly secret: string;
  readonly key: KeyView;
}

export interface KeyRevoked {
  readonly key: KeyView;
  /** False where it was revoked already. */
  readonly isChanged: boolean;
}

export interface IngestKeyWish {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly sources: readonly string[] | null;
  /** Until it expires; `null`: never. */
  readonly days?: number | null | undefined;
}

export interface ReaderTokenWish {
  readonly label: string;
  readonly permissions: readonly string[];
  readonly days?: number | null | undefined;
}

/** Which keys there are, what they open, who made them and when each was last used. */
export function keysView(reader: Reader, by: Actor, store: Pick<KeyStore, 'keys'>, now: Instant): KeysView {
  permit(reader, 'read-keys');
  const { organisation } = reader;
  const all = store.keys(organisation.slug);
  const over = all.filter((record) => !isOpen(record, now)).slice(0, keyLimits.shown);
  return {
    organisation: organisation.slug,
    timeZone: organisation.timeZone,
    keys: all.filter((record) => isOpen(record, now) || over.includes(record)).map((record) => viewOf(record, reader, by, now)),
    canMakeIngestKeys: isPermitted(reader, 'change-keys'),
    canGrant: grantable(reader),
  };
}

/** Makes a key for sending. It belongs to the organisation: it goes on when whoever made it leaves. */
export function makeIngestKey(reader: Reader, by: Actor, store: KeyStore, { label, scopes, sources, days }: IngestKeyWish, now: Instant): KeyMade {
  permit(reader, 'change-keys');
  if (!isSourceName(label)) refuse({ name: 'key-label', about: { given: shown(label) } });
  const reach = { kind: 'ingest', scopes: chosen('scopes', scopes, ingestScopes), sources: sources === null ? null : sourcesIn(sources) } as const;
  return make(reader, by, store, { label, reach, expiresAt: expiryIn(days, now) }, now, (there) => {
    if (there.some((other) => other.reach.kind === 'ingest' && other.label === label)) refuse({ name: 'key-label-used', about: { given: shown(label) } });
  });
}

/** Makes a token for reading. It sees what whoever makes it may see at each moment, and of that only what it is made for. */
export function makeReaderToken(reader: Reader, by: Actor, store: KeyStore, wish: ReaderTokenWish, now: Instant): KeyMade {
  permit(reader, 'change-keys');
  const label = wish.label.trim();
  if (label === '' || [...label].length > keyLimits.label || !label.isWellFormed() || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(label)) refuse({ name: 'token-label', about: { most: String(keyLimits.label), given: shown(wish.label) } });
  const allowed = chosen('permissions', wish.permissions, readingPermissions);
  const missing = allowed.filter((permission) => !reader.permissions.has(permission));
  if (missing.length > 0) refuse({ name: 'token-beyond', about: { permissions: missing.join(', ') } });
  return make(reader, by, store, { label, reach: { kind: 'reader', permissions: allowed }, expiresAt: expiryIn(wish.days, now) }, now, (there) => {
    // It would have nobody's eyes.
    if (by.kind === 'token' && there.find(({ id }) => id === by.id)?.maker === null) refuse({ name: 'token-maker-unknown', about: {} });
  });
}

/**
 * Ends a key with the next request. Taking away is always safe, so whoever manages keys may revoke all of them, also of
 * those above; one's own may be revoked by anybody. Revoking again changes nothing.
 */
export function revokeKey(reader: Reader, by: Actor, store: KeyStore, id: string, now: Instant): KeyRevoked {
  const record = find(store, reader, id);
  if (record === undefined || !isOwn(record, by)) permit(reader, 'change-keys', { name: 'key-not-own', about: {} });
  if (record === undefined) return refuse({ name: 'key-unknown', about: { id: shown(id) } });
  const isChanged = store.revokeKey(reader.organisation.slug, id, { at: now, by });
  return { key: viewOf(find(store, reader, id) ?? record, reader, by, now), isChanged };
}

function make(reader: Reader, by: Actor, store: KeyStore, wish: KeyWish, now: Instant, check: (open: readonly KeyRecord[]) => void): KeyMade {
  const { id, secret } = store.makeKey(reader.organisation.slug, wish, { at: now, by, role: reader.role }, (there) => {
    const open = there.filter((record) => isOpen(record, now));
    if (open.length >= keyLimits.active) refuse({ name: 'keys-many', about: { most: String(keyLimits.active) } });
    check(open);
  });
  const record = find(store, reader, id);
  if (record === undefined) throw new Error('The key was not kept.');
  return { secret, key: viewOf(record, reader, by, now) };
}

/** Of keys, those that open something at the moment: how many send, how many read, and how many of those may see numbers by person. */
export function keysInUse(records: readonly KeyRecord[], now: Instant): { readonly sending: number; readonly reading: number; readonly readingPeople: number } {
  const open = records.filter((record) => isOpen(record, now));
  const reading = open.flatMap((record) => {
    if (record.reach.kind === 'ingest') return [];
    const held = heldBy(record) ?? new Set(permissionNames);
    const opens = (record.reach.permissions ?? [...held]).filter((permission) => held.has(permission));
    return opens.length === 0 ? [] : [opens];
  });
  return { sending: open.filter(({ reach }) => reach.kind === 'ingest').length, reading: reading.length, readingPeople: reading.filter((opens) => opens.includes('view:people')).length };
}

const find = (store: Pick<KeyStore, 'keys'>, { organisation }: Reader, id: string): KeyRecord | undefined => store.keys(organisation.slug).find((record) => record.id === id);

const isOpen = ({ revokedAt, expiresAt }: KeyRecord, now: Instant): boolean => revokedAt === null && (expiresAt === null || expiresAt > now);

/** Made by whoever is signed in; a token has only itself. */
const isOwn = (record: KeyRecord, by: Actor): boolean => (by.kind === 'account' && record.maker?.account === by.id) || (by.kind === 'token' && record.id === by.id);

const grantable = (reader: Reader): Permission[] => (isPermitted(reader, 'change-keys') ? readingPermissions.filter((permission) => reader.permissions.has(permission)) : []);

function viewOf(record: KeyRecord, reader: Reader, by: Actor, now: Instant): KeyView {
  const { id, label, reach, maker, createdAt, expiresAt, lastUsedAt, revokedAt } = record;
  const at = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
  const held = heldBy(record);
  const lost = reach.kind === 'ingest' || held === null ? [] : (reach.permissions ?? []).filter((permission) => !held.has(permission));
  return {
    ...reach, id, label, lost, state: stateOf(record, lost, held, now), madeBy: maker?.name ?? null,
    createdAt: new Date(createdAt).toISOString(), expiresAt: at(expiresAt), lastUsedAt: at(lastUsedAt), revokedAt: at(revokedAt),
    canRevoke: revokedAt === null && (isPermitted(reader, 'change-keys') || isOwn(record, by)),
  };
}

function stateOf(record: KeyRecord, lost: readonly Permission[], held: ReadonlySet<Permission> | null, now: Instant): KeyState {
  const { reach, revokedAt } = record;
  if (revokedAt !== null) return 'revoked';
  if (!isOpen(record, now)) return 'expired';
  if (reach.kind === 'ingest' || held === null) return 'active';
  return (reach.permissions?.length ?? held.size) - lost.length === 0 ? 'void' : 'active';
}

/** What whoever made it may do at this moment; `null` where that is not known. */
function heldBy({ maker }: KeyRecord): ReadonlySet<Permission> | null {
  if (maker === null) return null;
  return maker.membership === null ? new Set() : permissionsOf(maker.membership.role, maker.membership.grants);
}

/** What was chosen of what there is, in its order. */
function chosen<Name extends string>(field: string, given: readonly string[], known: readonly Name[]): Name[] {
  const unknown = given.find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) refuse({ name: 'several-unknown', about: { field, known: known.join(', '), given: shown(unknown) } });
  if (given.length === 0) refuse({ name: 'several-none', about: { field, known: known.join(', ') } });
  return known.filter((name) => given.includes(name));
}

function sourcesIn(sources: readonly string[]): readonly string[] {
  const bad = sources.find((name) => !isSourceName(name));
  if (bad !== undefined) refuse({ name: 'key-sources-name', about: { given: shown(bad) } });
  const names = [...new Set(sources)];
  if (names.length === 0 || names.length > keyLimits.sources) refuse({ name: 'key-sources-count', about: { most: String(keyLimits.sources), given: String(names.length) } });
  return names;
}

function expiryIn(days: number | null | undefined, now: Instant): Instant | null {
  if (days === null) return null;
  const lives = days ?? keyLimits.daysDefault;
  if (!Number.isInteger(lives) || lives < 1 || lives > keyLimits.daysMax) refuse({ name: 'key-days', about: { most: String(keyLimits.daysMax), usual: String(keyLimits.daysDefault), given: String(days) } });
  return now + lives * 24 * 60 * 60 * 1000;
}
