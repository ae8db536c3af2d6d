import type { Instant, Interval } from './calendar.js';
import { refusalSentence } from './refusals.js';
import type { Words } from './words.js';

const words = {
  'organisation-founded': { en: 'Organisation set up', de: 'Organisation eingerichtet' },
  'signed-in': { en: 'Signed in', de: 'Angemeldet' },
  'sign-in-refused': { en: 'Sign-in refused', de: 'Anmeldung abgelehnt' },
  'signed-out': { en: 'Signed out', de: 'Abgemeldet' },
  'session-ended': { en: 'Session ended', de: 'Sitzung beendet' },
  'password-changed': { en: 'Password changed', de: 'Passwort geändert' },
  'two-factor-changed': { en: 'Two-factor sign-in changed', de: 'Zwei-Faktor-Anmeldung geändert' },
  'device-decided': { en: 'Sign-in of a terminal decided', de: 'Über die Anmeldung eines Terminals entschieden' },
  refused: { en: 'Refused', de: 'Abgelehnt' },
  'member-invited': { en: 'Member invited', de: 'Mitglied eingeladen' },
  'invitation-withdrawn': { en: 'Invitation withdrawn', de: 'Einladung zurückgezogen' },
  'invitation-accepted': { en: 'Invitation accepted', de: 'Einladung angenommen' },
  'role-changed': { en: 'Role changed', de: 'Rolle geändert' },
  'member-removed': { en: 'Member removed', de: 'Mitglied entfernt' },
  'primary-owner-transferred': { en: 'Primary Owner transferred', de: 'Primary Owner übertragen' },
  'settings-changed': { en: 'Settings changed', de: 'Einstellungen geändert' },
  'key-made': { en: 'Key made', de: 'Schlüssel angelegt' },
  'key-revoked': { en: 'Key revoked', de: 'Schlüssel widerrufen' },
  'quarantine-decided': { en: 'Quarantine decided', de: 'Über Quarantäne entschieden' },
  'people-viewed': { en: 'Numbers by person viewed', de: 'Zahlen je Person angesehen' },
  exported: { en: 'Exported', de: 'Exportiert' },
  'unmasking-requested': { en: 'Names asked for', de: 'Namen beantragt' },
  'unmasking-approved': { en: 'Names shown to somebody', de: 'Namen gezeigt' },
  'unmasking-refused': { en: 'Names refused', de: 'Namen verweigert' },
  'unmasking-withdrawn': { en: 'Request for names withdrawn', de: 'Antrag auf Namen zurückgezogen' },
  'unmasking-closed': { en: 'Names hidden again', de: 'Namen wieder verborgen' },
  'person-erased': { en: 'Person erased', de: 'Person gelöscht' },
  'people-expired': { en: 'Time of data by person over', de: 'Frist für Daten je Person abgelaufen' },
  'own-data-viewed': { en: 'Own data viewed', de: 'Eigene Daten angesehen' },
  'journal-viewed': { en: 'Audit journal viewed', de: 'Protokoll eingesehen' },
} as const satisfies Record<string, Words>;

export type HappeningName = keyof typeof words;

/** What the audit journal tells of, with the words that stand before its particulars. */
export const happenings: Readonly<Record<HappeningName, Words>> = words;
export const happeningNames = Object.keys(happenings) as HappeningName[]; // Object.keys forgets the literal keys.

/** Who can do something: an account, a reader token, an ingest key, whoever runs the program on the data folder, or somebody unknown. */
export const actorKinds = ['account', 'token', 'key', 'operator', 'nobody'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Who does something, and from where. */
export interface Actor {
  readonly kind: ActorKind;
  /** Of the account, the token or the key; the journal keeps it in place of a name, which can be erased. `null` for the other two. */
  readonly id: string | null;
  /** For the screen: an e-mail address, or what a token or key is called. */
  readonly name: string;
  /** The address the request came from; `null` where none is known. */
  readonly address: string | null;
}

/** What the journal takes of an actor. */
export type JournalActor = Pick<Actor, 'kind' | 'id' | 'address'>;

/** Something that happened, before it has its place in the chain. Particulars hold ids and closed words; never a secret, a question's answer, or a name. */
export interface Happening {
  readonly happening: HappeningName;
  readonly at: Instant;
  readonly by: JournalActor;
  readonly about: JournalParticulars;
}

export type JournalParticulars = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * Why somebody was turned away. `unknown`: by a credential that opens nothing. `not-here`: not at home in the organisation.
 * `not-permitted`: at home there, and not allowed this. `other-site`: a browser that somebody else's page made ask.
 */
export const refusedReasons = ['unknown', 'not-here', 'not-permitted', 'other-site'] as const;
export type RefusedReason = (typeof refusedReasons)[number];

/** Where happenings are written down for good. */
export interface Journal {
  /**
   * Adds an entry to an organisation's chain, or to the chain of what belongs to none, and returns once it is on disk.
   * Whoever is told that something was done can rely on its entry: what cannot be written down must not be done.
   */
  record(organisation: string | null, entry: Happening): void;
}

/** Something could not be written down, so it was not done. */
export class NotJournalled extends Error {
  override readonly name = 'NotJournalled';
  constructor(cause: unknown) {
    super(refusalSentence({ name: 'journal-closed', about: {} }), { cause });
  }
}

/** A happening in its place. */
export interface JournalEntry extends Happening {
  /** Without a gap from 1 on, in each chain. */
  readonly number: number;
  /** Over everything the entry says and the hash of the one before it, in hexadecimal digits. */
  readonly hash: string;
}

/** The last entry of a chain: who has it can show later that nothing up to there was changed or cut off. */
export interface JournalHead extends Pick<JournalEntry, 'number' | 'hash'> {
  /** An organisation; `null`: what belongs to none. */
  readonly organisation: string | null;
}

/** What the chain of what belongs to no organisation is called; no slug of an organisation has such a sign. */
export const serverChain = '@server';

/** A head as a text to be kept elsewhere: `nordwind-ag:120:` and the hash. */
export const journalHeadText = ({ organisation, number, hash }: JournalHead): string => `${organisation ?? serverChain}:${number}:${hash}`;

/** Such a text as a head; `null` where it is none. */
export function journalHeadFrom(text: string): JournalHead | null {
  const [, chain = '', number = '', hash = ''] = /^(@server|[a-z0-9-]{1,60}):([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return chain === '' ? null : { organisation: chain === serverChain ? null : chain, number: Number(number), hash };
}

/** Which entries of a chain somebody wants. */
export interface JournalQuestion {
  /** Only those before this number. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly happening?: HappeningName | undefined;
  readonly actor?: ActorKind | undefined;
  readonly actorId?: string | undefined;
  readonly during?: Interval | undefined;
}

/** What an id of the journal stands for, by the name it has now. */
export interface JournalName {
  readonly kind: 'member' | 'key';
  readonly name: string;
}

/** A journal that can be read. */
export interface JournalStore extends Journal {
  /** Entries of an organisation's chain, or of what belongs to none; newest first. */
  journalEntries(organisation: string | null, question: JournalQuestion): readonly JournalEntry[];
  /** E-mail addresses of accounts and invitations, labels of keys and tokens. What was erased, and what is no id, is missing. */
  journalNames(organisation: string | null, ids: readonly string[]): ReadonlyMap<string, JournalName>;
  /** Of every chain that has an entry. */
  journalHeads(): readonly JournalHead[];
}
