import type { PersonStatus } from '@pegel/domain';
import { isId, isKey } from '../keys.js';

/** What a row or a resource says of somebody, in its own words. What is missing is empty. */
export interface Raw {
  /** `null` where somebody has said that no ids are meant. */
  readonly id: string | null;
  /** The one to write to first. */
  readonly emails: readonly string[];
  /** What they sign in with, which can look like an address. */
  readonly login: string;
  readonly name: string;
  readonly type: string;
  readonly enabled: string;
  readonly status: string;
  /** `null` where the list says nothing of seats. */
  readonly seat: string | null;
  readonly groups: readonly string[];
  readonly department: string;
  readonly costCentre: string;
}

/** The same, understood. */
export interface Entry {
  readonly id: string | null;
  /** The one to write to first. */
  readonly emails: readonly string[];
  /** The one of them that they sign in with. */
  readonly login: string | null;
  readonly name: string | null;
  readonly isGuest: boolean;
  readonly enabled: boolean | null;
  readonly status: PersonStatus | null;
  /** `undefined` where the list says nothing of seats. */
  readonly seat: string | null | undefined;
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
}

export type FaultReason = 'bad-id' | 'bad-email' | 'bad-name' | 'bad-group' | 'bad-department' | 'bad-cost-centre' | 'bad-seat' | 'bad-status' | 'bad-enabled';

/** A value that cannot be used, and what of the list holds it. */
export interface Fault {
  readonly reason: FaultReason;
  readonly field: keyof Raw;
}

/** Somebody, with what had to be left out of them; or nobody, and why. */
export type Understood = { readonly entry: Entry; readonly faults: readonly Fault[] } | { readonly entry: null; readonly why: Fault | 'nobody' };

const statuses: Readonly<Record<PersonStatus, readonly string[]>> = {
  active: ['active', 'enabled', 'true', 'yes', '1', 'aktiv', 'aktiviert', 'ja', 'wahr'],
  invited: ['invited', 'pending', 'staged', 'provisioned', 'eingeladen', 'ausstehend'],
  suspended: ['suspended', 'disabled', 'inactive', 'deactivated', 'blocked', 'locked', 'false', 'no', '0', 'inaktiv', 'deaktiviert', 'gesperrt', 'nein', 'falsch'],
  removed: ['removed', 'deleted', 'deprovisioned', 'gelöscht', 'entfernt'],
};
const statusOf = new Map(Object.entries(statuses).flatMap(([status, words]) => words.map((word) => [word, status as PersonStatus] as const))); // Object.entries forgets the literal keys.

const noSeat: ReadonlySet<string> = new Set(['', '-', '–', 'none', 'unassigned', 'no', 'false', '0', 'keiner', 'keine', 'nein', 'falsch', 'nicht zugewiesen']);
const anySeat: ReadonlySet<string> = new Set(['yes', 'true', '1', 'x', 'ja', 'wahr']);
const guests: ReadonlySet<string> = new Set(['guest', 'gast']);

const clean = (text: string): string => text.normalize('NFC').trim();
const word = (text: string): string => clean(text).toLowerCase();

const isEmail = (text: string): boolean => text.length <= 320 && /^[^@\s]+@[^@\s]+$/u.test(text) && !/\p{Surrogate}/u.test(text);

/** Understands what a list says of somebody. Who is named by nothing that can be used is nobody. */
export function understand(raw: Raw): Understood {
  const addresses = [...raw.emails, raw.login].map(word);
  const emails = [...new Set(addresses.filter(isEmail))];
  const faults: Fault[] = raw.emails.some((email) => clean(email) !== '' && !isEmail(word(email))) ? [{ reason: 'bad-email', field: 'emails' }] : [];

  const given = clean(raw.id ?? '');
  // Two addresses are one person's only by an id; what somebody signs in with is one.
  const id = given === '' && raw.id !== null && emails.length > 1 ? emails.at(-1) : given;
  if (id !== undefined && id !== '' && !isId(id)) faults.push({ reason: 'bad-id', field: 'id' });
  const usable = id !== undefined && id !== '' && isId(id) ? id : null;
  if (usable === null && emails.length === 0) return { entry: null, why: faults[0] ?? 'nobody' };

  const name = clean(raw.name);
  const isName = name.length <= 400 && !/\p{Surrogate}/u.test(name);
  if (!isName) faults.push({ reason: 'bad-name', field: 'name' });
  const groups = raw.groups.map(clean).filter((group) => group !== '');
  if (!groups.every(isKey)) faults.push({ reason: 'bad-group', field: 'groups' });

  const refuse = (reason: FaultReason, field: keyof Raw): Understood => ({ entry: null, why: { reason, field } });
  const [department, costCentre, status, enabled] = [clean(raw.department), clean(raw.costCentre), word(raw.status), word(raw.enabled)];
  if (department !== '' && !isKey(department)) return refuse('bad-department', 'department');
  if (costCentre !== '' && !isKey(costCentre)) return refuse('bad-cost-centre', 'costCentre');
  const seat = raw.seat === null ? undefined : noSeat.has(word(raw.seat)) ? null : anySeat.has(word(raw.seat)) ? 'standard' : clean(raw.seat);
  if (seat !== undefined && seat !== null && !isKey(seat)) return refuse('bad-seat', 'seat');
  if (status !== '' && !statusOf.has(status)) return refuse('bad-status', 'status');
  const state = statusOf.get(enabled);
  if (enabled !== '' && state !== 'active' && state !== 'suspended') return refuse('bad-enabled', 'enabled');
  return {
    entry: {
      id: usable, emails, login: emails.find((email) => email === word(raw.login)) ?? null, name: isName && name !== '' ? name : null, isGuest: guests.has(word(raw.type)),
      enabled: enabled === '' ? null : state === 'active', status: statusOf.get(status) ?? null, seat,
      groups: [...new Set(groups.filter(isKey))], department: department === '' ? null : department, costCentre: costCentre === '' ? null : costCentre,
    },
    faults,
  };
}
