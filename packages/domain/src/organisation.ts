/** How people's names appear; chosen at set-up. */
export const nameChoices = ['full', 'initials', 'pseudonyms', 'off'] as const;
export type NameChoice = (typeof nameChoices)[number];

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
  /** True for an organisation whose people and numbers are invented. */
  readonly demo: boolean;
  /** Keys the pseudonyms of people, so that they mean nothing outside this organisation. Never leaves the server. */
  readonly pseudonymSecret: string;
}

/** The slug a name gets: "Nordwind AG" becomes `nordwind-ag`. Empty when no letter or digit remains. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** First parts of addresses that are the program's own: an organisation of that slug could not be reached. */
export const reservedSlugs: readonly string[] = [
  'account', 'assets', 'auth', 'device', 'export', 'healthz', 'invitation', 'invite', 'login', 'readyz', 'set-up', 'setup', 'trpc', 'v1',
];
