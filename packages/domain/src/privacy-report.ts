import type { Instant } from './calendar.js';
import type { WireDirectory, WireEvent, WirePerson, WireReference } from './events.js';
import { keysInUse, type KeyStore } from './keys.js';
import type { Member } from './members.js';
import type { HappeningName } from './journal.js';
import type { MetricName } from './metrics.js';
import { isPermitted, type OperationName } from './operations.js';
import type { NameChoice } from './organisation.js';
import { permissionNames, roleNames, type Permission, type Reader, type RoleName } from './permissions.js';
import { settingNames, type OrganisationSettings, type SettingsStore, type SettingsWish } from './settings.js';
import type { Dimension } from './facts.js';

type KeyOf<T> = T extends unknown ? keyof T & string : never;

/** Every field that an event can have. */
export type EventField = KeyOf<WireEvent>;
/** Every field that says whose use it was. */
export type ReferenceField = KeyOf<Exclude<WireReference, null>>;
/** What is told of the tokens that a line of spend pays for. */
export type TokenField = KeyOf<NonNullable<Extract<WireEvent, { readonly type: 'spend' }>['tokens']>>;
/** Every field of a directory, of one of its people, and of its totals. */
export type DirectoryHead = KeyOf<WireDirectory>;
export type PersonField = KeyOf<WirePerson>;
export type TotalField = KeyOf<NonNullable<WireDirectory['seats']>>;

/** The fields that what arrives can have; whatever else is sent has no place to be kept in. */
export interface ArrivingFields {
  /** By type of event, and by field in it. */
  readonly events: Readonly<Record<WireEvent['type'], readonly EventField[]>>;
  readonly reference: readonly ReferenceField[];
  readonly tokens: readonly TokenField[];
  readonly directory: readonly DirectoryHead[];
  readonly person: readonly PersonField[];
  readonly totals: readonly TotalField[];
}

/** Kinds of what is kept of those who sign in, and of what an organisation has decided. Each column of those tables is one of them. */
export const keptThings = [
  'account', 'address', 'password', 'provider', 'second-factor', 'session', 'code', 'attempts',
  'membership', 'invitation', 'token', 'ingest-key', 'organisation', 'pseudonym-secret', 'settings-change', 'unmasking', 'journal', 'server-secret',
] as const;
export type KeptThing = (typeof keptThings)[number];

/** Columns as `table.column`, with what each is. */
export type KeptColumns = Readonly<Record<string, KeptThing>>;

/** What takes numbers or entries along. */
export type ExportName = Extract<OperationName, `export-${string}`>;

/** Something that can be read of all numbers: a metric, or a panel of a page. */
export interface ReportedMetric {
  readonly name: MetricName;
  readonly version: number;
  readonly splits: readonly Dimension[];
}
export interface ReportedPanel {
  readonly page: string;
  readonly id: string;
  readonly split: Dimension | null;
}

/** What can be set between which bounds, and what a request to see names is bound to. */
export type LimitName = 'groupSizeMin' | 'groupSizeMax' | 'retentionDaysMin' | 'retentionDaysMax' | 'unmaskingHours' | 'unmaskingPeople' | 'unmaskingTellAfterDays' | 'unmaskingUndecidedDays';

/** The settings that say how numbers come about, and what is told of people. */
export type PrivacySettings = Omit<OrganisationSettings, 'budget'>;
/** What a change of settings is told to be to anybody inside: what a month may cost is for those alone who see what it costs. */
type ToldSettings = Omit<SettingsWish, 'budget'>;

export const privacySettingNames = settingNames.filter((name): name is keyof PrivacySettings => name !== 'budget');

/** All that a privacy report says of configuration, and nothing else: its hash is made over exactly this. */
export interface PrivacyConfiguration {
  readonly organisation: { readonly demo: boolean; readonly extraUsage: boolean };
  /** Without what a month may cost, which is about no person. */
  readonly settings: PrivacySettings;
  readonly limits: Readonly<Record<LimitName, number>>;
  readonly arriving: ArrivingFields;
  readonly kept: KeptColumns;
  readonly roles: readonly { readonly role: RoleName; readonly permissions: readonly Permission[] }[];
  readonly metrics: readonly ReportedMetric[];
  readonly panels: readonly ReportedPanel[];
  readonly exports: readonly ExportName[];
  readonly journalled: readonly HappeningName[];
}

/** How many read, and how: counts alone, since a name would be one of somebody whose use is measured too. */
export interface PrivacyReaders {
  readonly members: readonly { readonly role: RoleName; readonly count: number; /** How many of them an owner has granted what. */ readonly grants: Readonly<Partial<Record<Permission, number>>> }[];
  readonly tokens: { readonly count: number; /** Of those, how many may see numbers by person. */ readonly people: number };
  readonly ingestKeys: number;
}

/** What became of requests to see names, in the twelve months before. */
export interface UnmaskingCounts {
  readonly requested: number;
  readonly approved: number;
  readonly refused: number;
}

/** Who changed a setting, as it may be said to whoever reads: by role, and by address where settings are shown to them. */
export interface ToldChange {
  readonly at: string;
  /** `null`: no member any more, or a token. */
  readonly role: RoleName | null;
  /** `null`: not for this reader. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly was: ToldSettings;
  readonly became: ToldSettings;
}

/** Everything a privacy report is made of. */
export interface PrivacyFacts {
  readonly organisation: { readonly slug: string; readonly name: string; readonly timeZone: string };
  readonly at: string;
  readonly version: string;
  readonly configuration: PrivacyConfiguration;
  /** SHA-256 over the configuration, in hexadecimal digits. */
  readonly hash: string;
  readonly readers: PrivacyReaders;
  readonly unmaskings: UnmaskingCounts;
  /** Newest first. */
  readonly changes: readonly ToldChange[];
}

/** Where its facts come from, beside the configuration. */
export interface PrivacyStore extends Pick<KeyStore, 'keys'>, Pick<SettingsStore, 'settingsChanges'> {
  members(slug: string): readonly Member[];
  unmaskingCounts(slug: string, since: Instant): UnmaskingCounts;
}

/** What happened before is counted for so long. */
const countedDays = 365;
const millisecondsADay = 86_400_000;

/** A privacy report's facts, for one reader: reasons and addresses are for those to whom settings are shown. */
export function privacyFacts(
  reader: Reader,
  store: PrivacyStore,
  { configuration, hash, version }: Pick<PrivacyFacts, 'configuration' | 'hash' | 'version'>,
  now: Instant,
): PrivacyFacts {
  const { organisation: { slug, name, timeZone } } = reader;
  const seesSettings = isPermitted(reader, 'read-settings');
  const members = store.members(slug);
  const roleOf = (name: string): RoleName | null => members.find(({ email }) => email === name)?.role ?? null;
  return {
    organisation: { slug, name, timeZone },
    at: new Date(now).toISOString(),
    version,
    configuration,
    hash,
    readers: readersOf(members, keysInUse(store.keys(slug), now)),
    unmaskings: store.unmaskingCounts(slug, now - countedDays * millisecondsADay),
    changes: store.settingsChanges(slug)
      .filter(({ became }) => Object.keys(aboutPeople(became)).length > 0)
      .map(({ at, by, reason, was, became }) => ({
        at: new Date(at).toISOString(), role: roleOf(by), by: seesSettings ? by : null, reason: seesSettings ? reason : null, was: aboutPeople(was), became: aboutPeople(became),
      })),
  };
}

const aboutPeople = ({ budget: _budget, ...rest }: SettingsWish): ToldSettings => rest;

function readersOf(members: readonly Member[], { sending, reading, readingPeople }: ReturnType<typeof keysInUse>): PrivacyReaders {
  return {
    members: roleNames.map((role) => {
      const those = members.filter((member) => member.role === role);
      const grants = permissionNames.map((permission) => [permission, those.filter((member) => member.grants.includes(permission)).length] as const);
      return { role, count: those.length, grants: Object.fromEntries(grants.filter(([, count]) => count > 0)) };
    }),
    tokens: { count: reading, people: readingPeople },
    ingestKeys: sending,
  };
}

/** The last change of how names appear; `null` where it is as it was chosen at set-up, and nobody wrote that down. */
export const lastNamesChange = ({ changes }: Pick<PrivacyFacts, 'changes'>): (ToldChange & { readonly became: { readonly names: NameChoice } }) | null => {
  for (const change of changes) if (change.became.names !== undefined) return { ...change, became: { ...change.became, names: change.became.names } };
  return null;
};

/** JSON that is the same text wherever the same value is written: names in the order of their code units, and no spaces. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const fields = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return Object.fromEntries(fields);
  });
}

/* A document as data, which a browser, a terminal and a file each draw in their way. */

export interface DocumentTable {
  readonly caption: string;
  /** Whole sentences may break; what programs call something stands as it is. */
  readonly columns: readonly { readonly label: string; readonly align: 'start' | 'end'; readonly isProse?: boolean; readonly isCode?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export type DocumentBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: DocumentTable };

export interface DocumentSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly DocumentBlock[];
}

export interface TextDocument {
  readonly title: string;
  /** What stands below the title. */
  readonly about: string;
  readonly sections: readonly DocumentSection[];
}

/** A privacy report as it is answered: to be read, and its facts for a program. */
export interface PrivacyReportView {
  readonly organisation: string;
  readonly facts: PrivacyFacts;
  readonly document: TextDocument;
}
