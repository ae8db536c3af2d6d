import type { Instant } from './calendar.js';
import { erasureLimits, wordsToFind, type HeldWords, type Mentions } from './erasure.js';
import type { Actor, Journal } from './journal.js';
import { permit } from './permit.js';
import type { Reader } from './permissions.js';
import { refuse } from './report-error.js';
import { seesName } from './regime.js';
import { shown } from './shown.js';
import type { UsageStore } from './store.js';

/** What an organisation's accounts have of some addresses. */
export interface Addressed {
  /** Whether one of them is a member's: those are refused until the membership is removed. */
  readonly isMember: boolean;
  /** Invitations to them, in whatever state. */
  readonly invitations: number;
  /** Whether there is an account of theirs that is at home nowhere any more. */
  readonly hasAccount: boolean;
  /** Reasons somebody wrote down that name them. */
  readonly reasons: number;
}

/** Where memberships, invitations and accounts are kept, for whoever erases somebody. */
export interface AddressStore {
  addressed(organisation: string, held: HeldWords): Addressed;
  /**
   * Takes invitations away, and the account. Whoever calls it holds a transaction around it.
   * @param evenMembers Ends memberships too, as had been done before whoever is erased was erased first; not that of a Primary Owner.
   */
  forgetAddresses(organisation: string, held: HeldWords, evenMembers?: boolean): Addressed;
}

/** What would go with somebody, and what would not. */
export interface ErasureView {
  readonly organisation: string;
  /** Missing where somebody was named by a word and the reader sees no names: which pseudonym an address has takes two people to learn. */
  readonly key: string | null;
  /** How many words of each kind. */
  readonly words: { readonly ids: number; readonly emails: number; readonly names: number };
  readonly quarantined: number;
  readonly invitations: number;
  readonly account: boolean;
  /** How many things are called by what has one of their words in it; those stay, and must be mended where they come from. */
  readonly mentions: Mentions;
}



interface Stores {
  readonly store: UsageStore;
  readonly accounts: AddressStore;
}

/** What an erasure of that person would take away, and of whom that is for the journal; nothing is done. */
export async function erasureView(reader: Reader, stores: Stores, person: string): Promise<{ readonly key: string; readonly view: ErasureView }> {
  permit(reader, 'erase-person');
  const { key, held } = await heldOf(reader, stores, person);
  return { key, view: viewOf(reader, toldKey(reader, key, person), held, stores.accounts.addressed(reader.organisation.slug, held)) };
}

/**
 * Erases somebody for a reason that is kept: their words, what was set aside in their name, invitations to them, and
 * their account where it is at home nowhere any more. What was counted stays counted. The journal's entry stands with it,
 * or neither does.
 */
export async function erasePerson(reader: Reader, by: Actor, stores: Stores & { readonly journal: Journal }, wish: { readonly person: string; readonly reason: string }, now: Instant): Promise<ErasureView> {
  permit(reader, 'erase-person');
  const { slug } = reader.organisation;
  const { key, held } = await heldOf(reader, stores, wish.person);
  const reason = reasonOf(wish.reason, held);
  let addressed: Addressed = { isMember: false, invitations: 0, hasAccount: false, reasons: 0 };
  const { kind, id, address } = by;
  await stores.store.erase(reader.organisation, key, { reason, at: now }, (words, erasure) => {
    demandNoMember(reader, stores.accounts.addressed(slug, words));
    addressed = stores.accounts.forgetAddresses(slug, words);
    stores.journal.record(slug, { happening: 'person-erased', at: now, by: { kind, id, address }, about: { people: [key], erasure } });
  });
  return viewOf(reader, toldKey(reader, key, wish.person), held, addressed);
}

const toldKey = (reader: Reader, key: string, asked: string): string | null => (asked.trim() === key || seesName(reader, key) ? key : null);

async function heldOf(reader: Reader, { store, accounts }: Stores, person: string): Promise<{ readonly key: string; readonly held: HeldWords }> {
  const { name, slug } = reader.organisation;
  const [key, ...more] = await store.peopleCalled(reader.organisation, person.trim());
  const held = key === undefined ? null : await store.held(reader.organisation, key);
  if (key === undefined || held === null) refuse({ name: 'person-unknown', about: { organisation: name, person: shown(person) } });
  if (more.length > 0 && reader.organisation.names !== 'full') refuse({ name: 'person-several-unnamed', about: { person: shown(person) } });
  if (more.length > 0) refuse({ name: 'person-several', about: { person: shown(person), keys: [key, ...more].join(', ') } });
  demandNoMember(reader, accounts.addressed(slug, held));
  return { key, held };
}

function demandNoMember({ organisation }: Reader, { isMember }: Addressed): void {
  if (isMember) refuse({ name: 'person-member', about: { organisation: organisation.name } });
}

/** A reason that does not bring back what goes. */
function reasonOf(text: string, { ids, emails, names }: HeldWords): string {
  const reason = text.trim();
  if (reason === '' || [...reason].length > erasureLimits.reason || !reason.isWellFormed()) refuse({ name: 'erasure-reason', about: {} });
  const lower = reason.normalize('NFC').toLowerCase();
  if (wordsToFind([...ids, ...emails, ...names]).some((word) => lower.includes(word))) refuse({ name: 'erasure-reason-names', about: {} });
  return reason;
}

const viewOf = ({ organisation }: Reader, key: string | null, { ids, emails, names, quarantined, mentions }: HeldWords, { invitations, hasAccount, reasons }: Addressed): ErasureView => ({
  organisation: organisation.slug, key, words: { ids: ids.length, emails: emails.length, names: names.length }, quarantined, invitations, account: hasAccount,
  mentions: reasons === 0 ? mentions : { ...mentions, reason: (mentions.reason ?? 0) + reasons },
});

/** Why somebody was erased; the journal says by the same number who did it, and when. */
export interface ErasureReason {
  readonly erasure: number;
  readonly reason: string;
}

export async function erasureReasons(reader: Reader, store: UsageStore): Promise<readonly ErasureReason[]> {
  permit(reader, 'read-journal');
  return (await store.erasureReasons(reader.organisation)).map((reason, index) => ({ erasure: index + 1, reason }));
}
