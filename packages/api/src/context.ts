import { refusalKind, refusalSentence } from '@pegel/domain';
import type {
  Actor, Decision, DecisionQuery, DecisionView, DeliveriesQuery, DeliveriesView, FactsChanged, FilePreview, GroupsQuery, GroupsView, IngestKeyWish, InvitationMade, InviteCounts, InvitesView, JournalActor, JournalQuery, JournalView, KeyMade, KeyRevoked, KeysView, Language, MembersChanged, NamedRefusal, MembersView, OperationName, Organisation, Period, Permission, PrivacyReportView, QuarantineQuery, QuarantineView, Reader, ReaderTokenWish, RefusalNameOf, Report, ReportQuery, RoleName, SettingsView, SettingsWish, SourcesQuery, SourcesView, UnmaskingsView, UnmaskingWish, OwnData, ErasureReason, ErasureView,
} from '@pegel/domain';

/** A reader inside one organisation: what every procedure needs before it may answer anything. */
export interface Entrance {
  readonly reader: Reader;
  /** Who it is, and from where. */
  readonly actor: Actor;
  /** The request by which each name is shown that is shown to this reader alone; missing where there is none. */
  readonly unmaskedBy?: ReadonlyMap<string, string>;
}

/** Who asks for something, as the journal keeps it, and in whose chain. */
export interface Asker {
  readonly organisation: string | null;
  readonly by: JournalActor;
}

/** Why somebody may not enter. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  /** `unknown`: sign in first. `forbidden`: signed in, but not for this. */
  readonly kind: 'unknown' | 'forbidden';
  constructor(
    readonly refusal: NamedRefusal<RefusalNameOf<'not-signed-in' | 'not-permitted'>>,
    /** Who it is, where they are known. */
    readonly asker: Asker | null = null,
  ) {
    super(refusalSentence(refusal));
    this.kind = refusalKind(refusal) === 'not-signed-in' ? 'unknown' : 'forbidden';
  }
}

/** What cannot be answered at the moment, or not at all: in a sentence that may be shown. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  constructor(readonly refusal: NamedRefusal<RefusalNameOf<'unavailable'>>, options?: ErrorOptions) {
    super(refusalSentence(refusal), options);
  }
}

/** What the router stands on; the server gives it one per request. */
export interface Context extends FilesContext, MembersContext, KeysContext, UnmaskingsContext, ErasureContext {
  /**
   * The caller's entrance to an organisation; without a name, to the only one there is for them. Throws an `AccessError`,
   * and has written down by then who was turned away from what.
   */
  enter(organisation: string | undefined, operation: OperationName): Promise<Entrance>;
  /** Writes down that somebody who has entered was turned away from something by that error. */
  refused(entrance: Entrance, operation: OperationName, error: unknown): Promise<void>;
  /** A report for that reader, what it is for where it is about people, and whether they are to be pseudonyms in it. Throws a `ReportError`. */
  report(entrance: Entrance, query: ReportQuery, purpose: string | undefined, names: FileWish['names']): Promise<Report>;
  /** The models that this reader tells apart by colour, the first that was used first. */
  models(entrance: Entrance): Promise<readonly string[]>;
  /** What numbers of some days can be narrowed to, for that reader. */
  groups(entrance: Entrance, query: GroupsQuery): Promise<GroupsView>;
  /** How many invites are out, for that reader. */
  inviteCounts(entrance: Entrance): Promise<InviteCounts>;
  /** Whose they are, and what for somebody looks; that they looked is written down before they see it. */
  invites(entrance: Entrance, purpose: string | undefined, first: number | undefined): Promise<InvitesView>;
  /** Where the numbers come from, for that reader. */
  sources(entrance: Entrance, query: SourcesQuery): Promise<SourcesView>;
  /** What was delivered when, for that reader. */
  deliveries(entrance: Entrance, query: DeliveriesQuery): Promise<DeliveriesView>;
  quarantine(entrance: Entrance, query: QuarantineQuery): Promise<QuarantineView>;
  /** Releases or discards in the name of whoever entered. */
  decide(entrance: Entrance, verb: Decision['verb'], query: DecisionQuery): Promise<DecisionView>;
  /** How the numbers are cut, and every change of it. */
  settings(entrance: Entrance): Promise<SettingsView>;
  /** Changes that in the name of whoever entered. */
  changeSettings(entrance: Entrance, wish: SettingsWish, reason: string): Promise<SettingsView>;
  /** What happened, for that reader; that they looked is written down before they see it. */
  journal(entrance: Entrance, query: JournalQuery): Promise<JournalView>;
  /** What is kept of whom, who sees it and what protects them, in a language. */
  privacyReport(entrance: Entrance, language: Language): Promise<PrivacyReportView>;
  /** What is held of whoever entered, what owners see of it, and who looked; that they looked themselves is written down first. */
  ownData(entrance: Entrance): Promise<OwnData>;
  /** What changes for that reader from now on. Ends with the signal; throws once they may no longer be here. */
  changes(entrance: Entrance, signal: AbortSignal): AsyncIterable<FactsChanged>;
}

/** How a file is to be written, and how people are named in it. */
export interface FileWish {
  readonly format: 'standard' | 'excel-de' | 'json';
  readonly names?: 'pseudonyms' | undefined;
}

/** Files before somebody takes them along. */
export interface FilesContext {
  previewReport(entrance: Entrance, asked: { readonly query: ReportQuery; readonly purpose: string | undefined }, wish: FileWish): Promise<FilePreview>;
  previewSpendByUser(entrance: Entrance, asked: { readonly period: Period; readonly purpose: string | undefined }, wish: FileWish): Promise<FilePreview>;
}

/** An invitation that was just made, with the link to hand on: the only moment at which it is known. */
export interface InvitationLink extends InvitationMade {
  /** Where the server knows under which address people reach it, the whole link; otherwise one that begins at the server's own. */
  readonly link: string;
}

/** Changes of members, each in the name of whoever entered. */
export interface MembersContext {
  members(entrance: Entrance): Promise<MembersView>;
  invite(entrance: Entrance, wish: { readonly email: string; readonly role: RoleName; readonly grants?: readonly Permission[] | undefined; readonly days?: number | undefined }): Promise<InvitationLink>;
  withdrawInvitation(entrance: Entrance, id: string): Promise<MembersChanged>;
  changeRole(entrance: Entrance, wish: { readonly id: string; readonly role: RoleName; readonly grants?: readonly Permission[] | undefined }): Promise<MembersChanged>;
  removeMember(entrance: Entrance, id: string): Promise<MembersChanged>;
  transferPrimaryOwner(entrance: Entrance, id: string): Promise<MembersChanged>;
  /** Leaves, or steps down to a role. */
  changeOwnMembership(entrance: Entrance, becomes: RoleName | null): Promise<MembersChanged>;
}

/** Erasing people in the name of whoever entered. */
export interface ErasureContext {
  erasurePreview(entrance: Entrance, person: string): Promise<ErasureView>;
  erasePerson(entrance: Entrance, wish: { readonly person: string; readonly reason: string }): Promise<ErasureView>;
  erasureReasons(entrance: Entrance): Promise<readonly ErasureReason[]>;
}

/** Keys and tokens, each made or revoked in the name of whoever entered. */
export interface KeysContext {
  keys(entrance: Entrance): Promise<KeysView>;
  makeIngestKey(entrance: Entrance, wish: IngestKeyWish): Promise<KeyMade>;
  makeReaderToken(entrance: Entrance, wish: ReaderTokenWish): Promise<KeyMade>;
  revokeKey(entrance: Entrance, id: string): Promise<KeyRevoked>;
}

/** Requests to see names, each made or decided in the name of whoever entered. */
export interface UnmaskingsContext {
  unmaskings(entrance: Entrance): Promise<UnmaskingsView>;
  requestUnmasking(entrance: Entrance, wish: UnmaskingWish): Promise<UnmaskingsView>;
  approveUnmasking(entrance: Entrance, id: string): Promise<UnmaskingsView>;
  refuseUnmasking(entrance: Entrance, wish: { readonly id: string; readonly reason?: string | undefined }): Promise<UnmaskingsView>;
  withdrawUnmasking(entrance: Entrance, id: string): Promise<UnmaskingsView>;
  closeUnmasking(entrance: Entrance, id: string): Promise<UnmaskingsView>;
}

/** The reader as clients see themselves. */
export interface ReaderView {
  readonly name: string;
  readonly role: RoleName;
  readonly permissions: readonly Permission[];
  readonly organisation: Omit<Organisation, 'pseudonymSecret'>;
  /** The models they tell apart by colour, so that each has one on every page: the first that was used first; none for whoever does not see what they cost. */
  readonly models: readonly string[];
}
