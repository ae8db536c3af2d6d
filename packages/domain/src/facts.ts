/** Where the assistant was used. */
export const surfaces = ['chat', 'code', 'cowork', 'office', 'design', 'api', 'other'] as const;
export type Surface = (typeof surfaces)[number];

/** What a spend line pays for. */
export const costTypes = ['tokens', 'seat', 'web-search', 'code-execution', 'other'] as const;
export type CostType = (typeof costTypes)[number];

/** How an amount came to be known, best first: per day and surface only lines of the best basis present count. */
export const bases = ['billed', 'vendor-estimate', 'client-estimate', 'computed'] as const;
export type Basis = (typeof bases)[number];

/** What a report can be split or filtered by. */
export const dimensions = ['person', 'model', 'connector', 'surface', 'project', 'group', 'department', 'costCentre', 'costType'] as const;
export type Dimension = (typeof dimensions)[number];

/** What a person belongs to on a day, as the directory of that day has it. */
export const memberships = ['group', 'department', 'costCentre'] as const satisfies readonly Dimension[];
export type Membership = (typeof memberships)[number];

export const isMembership = (dimension: Dimension): dimension is Membership => (memberships as readonly Dimension[]).includes(dimension);

/**
 * The types of event that are activity, each with the dimensions of its own that it can be split by.
 * Version 1 of what "active" means: at least one event of a type in this table.
 */
export const activityTypes = {
  'message.sent': ['surface', 'model', 'project'],
  'project.created': ['surface'],
  'project.used': ['surface'],
  'artifact.created': ['surface', 'project'],
  'connector.used': ['surface', 'connector'],
} as const satisfies Record<string, readonly Dimension[]>;
export type ActivityType = keyof typeof activityTypes;
/** Every activity type, for engines that need the list. */
export const activityTypeNames = Object.keys(activityTypes) as ActivityType[]; // Object.keys forgets the literal keys.

/** What a connector is told apart by: its name without case and surrounding space. No two names are merged otherwise. */
export const connectorKey = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The closed vocabulary of facts: what each carries that can be summed, counted, fixed and split by. */
export const facts = {
  /** Something a person or service did. */
  activity: {
    columns: ['count'],
    entities: ['person', 'chat', 'project', 'artifact'],
    dimensions: ['person', 'surface', 'model', 'project', 'connector', 'group', 'department', 'costCentre'],
  },
  /** A line of what use cost, with the tokens it paid for. */
  spend: {
    columns: ['amount', 'listAmount', 'credits', 'requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'],
    entities: [],
    dimensions: ['person', 'surface', 'model', 'costType', 'group', 'department', 'costCentre'],
  },
  /** A person's seat and invite in the directory of a day. */
  directory: {
    columns: ['seats', 'pendingInvites'],
    entities: [],
    dimensions: ['group', 'department', 'costCentre'],
  },
} as const satisfies Record<string, { columns: readonly string[]; entities: readonly string[]; dimensions: readonly Dimension[] }>;

export type FactName = keyof typeof facts;
export const factNames = Object.keys(facts) as FactName[]; // Object.keys forgets the literal keys.
export type Column<F extends FactName> = (typeof facts)[F]['columns'][number];
export type Entity<F extends FactName> = (typeof facts)[F]['entities'][number];

/** Constants an aggregate may fix. A list means any of them. */
export interface Constants {
  readonly type?: ActivityType | readonly ActivityType[];
  readonly surface?: Surface;
  readonly costType?: CostType | readonly CostType[];
}

/** How long after a day vendors may still revise its spend. */
export const spendRevisionDays = 30;
