/** How people's names appear; chosen at set-up. */
export const nameChoices = ['full', 'initials', 'pseudonyms', 'off'] as const;
export type NameChoice = (typeof nameChoices)[number];

/** Names stand for themselves where they are full, and there are none where numbers by person are off. */
export const canBeUnmasked = (names: NameChoice): boolean => names === 'initials' || names === 'pseudonyms';

/** How small a minimum group size may be, what it is unless somebody raises it, and how large. */
export const groupSizes = { min: 5, usual: 5, max: 1_000 } as const;

/** For how short and how long a time numbers can be told by person. */
export const retentionLimits = { daysMin: 30, daysMax: 3_650 } as const;

export const purposeLimits = { purposes: 20, characters: 80 } as const;

/** What an organisation has decided about privacy before anybody decides anything. Names are not among it: they have no default. */
export const usualPrivacy: Pick<Organisation, 'groupSize' | 'purposes' | 'retentionDays'> = { groupSize: groupSizes.usual, purposes: [], retentionDays: null };

export const weekStarts = ['monday', 'sunday', 'saturday'] as const;
export type WeekStart = (typeof weekStarts)[number];

/** The customer, the boundary that every read and write stays within. */
export interface Organisation {
  /** Names it in URLs and commands: lower-case letters, digits and hyphens. */
  readonly slug: string;
  readonly name: string;
  /** An IANA zone; days, weeks and months are this zone's. */
  readonly timeZone: string;
  readonly weekStart: WeekStart;
  /** 1 is January. */
  readonly fiscalYearStart: number;
  /** Sources that tell of one system, best first; empty where nothing is known beyond `knownSystems`. */
  readonly sourceOrder: readonly string[];
  /** ISO 4217; amounts in another currency are quarantined. */
  readonly currency: string;
  /** Whether the organisation pays for use beyond its seats; without it there is no spend to report. */
  readonly extraUsage: boolean;
  readonly names: NameChoice;
  /** The least number of people whose numbers are told together, where people are narrowed; see `groupSizes`. */
  readonly groupSize: number;
  /** What numbers by person may be looked at for, in the organisation's own words; empty where none is asked for. */
  readonly purposes: readonly string[];
  /** For how many days numbers are told by person; `null`: for as long as there are any. */
  readonly retentionDays: number | null;
  /** What a month may cost, as a decimal in the organisation's currency; `null`: nothing is set. For those alone who may see what it costs. */
  readonly budget: string | null;
  /** True for an organisation whose people and numbers are invented. */
  readonly demo: boolean;
  /** Keys the pseudonyms of people, so that they mean nothing outside this organisation. Never leaves the server. */
  readonly pseudonymSecret: string;
}

/** How German writes its own letters where there are none but a to z. */
const germanLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The slug a name gets: "Müller & Söhne" becomes `mueller-soehne`. Empty when no letter or digit remains. */
export function slugOf(name: string): string {
  return name
    // A letter and the dots above it may have been typed as two characters.
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => germanLetters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** First parts of addresses that are the program's own: an organisation of that slug could not be reached. */
export const reservedSlugs: readonly string[] = [
  'account', 'assets', 'auth', 'device', 'export', 'healthz', 'invitation', 'invite', 'login', 'readyz', 'set-up', 'setup', 'trpc', 'v1',
];
