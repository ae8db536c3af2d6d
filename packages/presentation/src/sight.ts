import { looksAtPeople, permissionsFor, type Organisation, type Permission, type ReportQuery } from '@pegel/domain';

/** An organisation as a reader looks at it. */
export type OrganisationView = Pick<Organisation, 'slug' | 'name' | 'timeZone' | 'weekStart' | 'fiscalYearStart' | 'currency' | 'extraUsage' | 'names' | 'groupSize' | 'purposes' | 'demo'> & {
  /** What a month may cost; `null` or missing where nothing is set, and for whoever does not see what it costs. */
  readonly budget?: string | null;
  /** What they may do there; without it, everything. What they may not see is neither asked for nor drawn. */
  readonly permissions?: readonly Permission[];
  /** The models they tell apart by colour; without it, those of the page. */
  readonly models?: readonly string[];
  /** What they look at numbers of people for; `null` or missing until they have said it. */
  readonly purpose?: string | null;
};

type AboutPeople = Pick<ReportQuery, 'by' | 'where'>;

/** What a question is asked for; nothing where it is about no person, or nobody has said it. */
export const purposeSaid = ({ purposes = [], purpose }: Partial<Pick<OrganisationView, 'purposes' | 'purpose'>>, query: AboutPeople): string | undefined =>
  looksAtPeople(query) ? purposes.find((known) => known === purpose) : undefined;

/** Whether a question waits until somebody has said what for. */
export const awaitsPurpose = (organisation: Pick<OrganisationView, 'purposes' | 'purpose'>, query: AboutPeople): boolean =>
  looksAtPeople(query) && organisation.purposes.length > 0 && purposeSaid(organisation, query) === undefined;

/** The organisation of a reader, with what that reader may do and tells apart. */
export const seenBy = <T extends OrganisationView>({ organisation, permissions, models }: { readonly organisation: T; readonly permissions: readonly Permission[]; readonly models?: readonly string[] }): T => ({ ...organisation, permissions, ...(models === undefined ? {} : { models }) });

const isAllowed = ({ permissions }: Pick<OrganisationView, 'permissions'>, needed: Iterable<Permission>): boolean => permissions === undefined || [...needed].every((one) => permissions.includes(one));

/** Whether a reader sees any numbers at all. */
export const maySeeNumbers = (organisation: Pick<OrganisationView, 'permissions'>): boolean => isAllowed(organisation, ['view:usage']) || isAllowed(organisation, ['view:spend']);

/** Whether a reader would be answered. */
export const maySee = (organisation: OrganisationView, query: Pick<ReportQuery, 'metrics' | 'by' | 'where'>): boolean => isAllowed(organisation, permissionsFor(query));

/** Whether a reader may take numbers along as files. */
export const mayTake = (organisation: Pick<OrganisationView, 'permissions'>): boolean => isAllowed(organisation, ['export:usage']);

/** Whether a reader may take the spend of every person along. */
export const mayTakeSpendByUser = (organisation: OrganisationView): boolean => isAllowed(organisation, ['view:spend', 'view:people', 'export:usage']);

/** What a panel of single people is looked at for; `null` inside it where nobody has said it. */
export interface PanelPurpose {
  readonly said: string | null;
}

/** `null` for what is of no single person, and where the organisation asks for no purpose. */
export const panelPurpose = (organisation: OrganisationView, asked: AboutPeople): PanelPurpose | null =>
  looksAtPeople(asked) && organisation.purposes.length > 0 ? { said: purposeSaid(organisation, asked) ?? null } : null;

/** Of the reports of a page those that a reader may see, each with the metrics of it that they may see. Of people nothing is asked before it is said what for. */
export const visibleQueries = <Name extends string>(queries: Readonly<Partial<Record<Name, ReportQuery>>>, organisation: OrganisationView): Readonly<Partial<Record<Name, ReportQuery>>> =>
  Object.fromEntries(
    Object.entries<ReportQuery | undefined>(queries).flatMap(([name, query]) => {
      const metrics = query?.metrics.filter((metric) => maySee(organisation, { ...query, metrics: [metric] })) ?? [];
      return query === undefined || metrics.length === 0 || awaitsPurpose(organisation, query) ? [] : [[name, { ...query, metrics }]];
    }),
  ) as object as Partial<Record<Name, ReportQuery>>; // Object.fromEntries forgets the names.
