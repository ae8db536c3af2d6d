import type { Instant } from './calendar.js';
import type { Words } from './words.js';

/** What the audit journal tells of, with the words that stand before its particulars. */
export const happenings = {
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
  'journal-viewed': { en: 'Audit journal viewed', de: 'Protokoll eingesehen' },
} as const satisfies Record<string, Words>;

export type HappeningName = keyof typeof happenings;
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

/** Where happenings are written down for good. */
export interface Journal {
  /**
   * Adds an entry to an organisation's chain, or to the chain of what belongs to none, and returns once it is on disk.
   * Whoever is told that something was done can rely on its entry: what cannot be written down must not be done.
   */
  record(organisation: string | null, entry: Happening): void;
}
