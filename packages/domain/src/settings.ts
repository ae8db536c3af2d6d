import { calendar, isTimeZone, type Instant } from './calendar.js';
import { addDays, later, type Day } from './days.js';
import { factNames } from './facts.js';
import type { Actor } from './journal.js';
import type { FactsChanged } from './live.js';
import { groupSizes, nameChoices, purposeLimits, retentionLimits, usualPrivacy, weekStarts, type Organisation } from './organisation.js';
import { amountPattern, formatAmount, parseAmount } from './money.js';
import type { Reader } from './permissions.js';
import { permit } from './permit.js';
import { firstReportDay } from './query.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';
import { refuse } from './report-error.js';
import { shown } from './shown.js';
import { isSourceName } from './source-name.js';

/** How an organisation's facts are cut into days, weeks and years, which of two doors onto one system is believed, what is told of people, and what a month may cost. */
export const settingNames = ['timeZone', 'weekStart', 'fiscalYearStart', 'sourceOrder', 'names', 'groupSize', 'purposes', 'retentionDays', 'budget'] as const satisfies readonly (keyof Organisation)[];
export type OrganisationSettings = Pick<Organisation, (typeof settingNames)[number]>;

/** What somebody wants to be different; what is missing stays. */
export type SettingsWish = Partial<OrganisationSettings>;

/** A change of settings that was made. */
export interface SettingsChange {
  readonly at: Instant;
  readonly by: string;
  /** Empty where none was given, which only the first row can be: what was chosen when the organisation was set up. */
  readonly reason: string;
  /** Only what is different: as it was, and as it became. */
  readonly was: SettingsWish;
  readonly became: SettingsWish;
}

/** Where the settings of organisations are kept. */
export interface SettingsStore {
  /**
   * Writes the settings, the change itself and its entry in the journal down, all or none, over what they are at that moment. `null`: they are
   * so already, and nothing is written. The ledger is not touched: every number is derived from it anew.
   */
  changeSettings(slug: string, wish: SettingsWish, about: Pick<SettingsChange, 'at' | 'reason'> & { readonly by: Actor }): SettingsChange | null;
  /** Newest first. */
  settingsChanges(slug: string): readonly SettingsChange[];
}

/** Settings as somebody may see them: what a month may cost is missing for whoever does not see what it costs. */
export type SeenSettings = Omit<OrganisationSettings, 'budget'> & Partial<Pick<OrganisationSettings, 'budget'>>;

export interface SettingsView {
  readonly organisation: string;
  readonly currency: string;
  readonly settings: SeenSettings;
  readonly changes: readonly (Omit<SettingsChange, 'at'> & { readonly at: string })[];
}

export const settingsLimits = { reason: 500, sources: 20 } as const;

export const settingsOf = ({ timeZone, weekStart, fiscalYearStart, sourceOrder, names, groupSize, purposes, retentionDays, budget }: OrganisationSettings): OrganisationSettings =>
  ({ timeZone, weekStart, fiscalYearStart, sourceOrder, names, groupSize, purposes, retentionDays, budget });

/** What the settings are, and every change of them. */
export function settingsView(reader: Reader, store: SettingsStore): SettingsView {
  permit(reader, 'read-settings');
  return viewOf(reader, reader.organisation, store);
}

/** Changes settings in the name of a person. Whoever looks on is told by the caller. */
export function changeSettings(reader: Reader, by: Actor, store: SettingsStore, wish: SettingsWish, reason: string, now: Instant): SettingsView & { readonly isChanged: boolean } {
  permit(reader, 'change-settings');
  const { organisation } = reader;
  const wanted = checked(wish);
  if (wanted.budget !== undefined && !seesMoney(reader)) refuse({ name: 'budget-unseen', about: {} });
  const why = reason.trim();
  const reasonless = reasonProblem(why);
  if (reasonless !== null) refuse(reasonless);
  const change = store.changeSettings(organisation.slug, wanted, { at: now, by, reason: why });
  return { ...viewOf(reader, { ...organisation, ...change?.became }, store), isChanged: change !== null };
}

const seesMoney = ({ permissions }: Pick<Reader, 'permissions'>): boolean => permissions.has('view:spend');

function viewOf(reader: Reader, organisation: Organisation, store: SettingsStore): SettingsView {
  const seen = <T extends SettingsWish>({ budget, ...rest }: T) => ({ ...rest, ...(seesMoney(reader) && budget !== undefined ? { budget } : {}) });
  const changes = store.settingsChanges(organisation.slug).flatMap(({ at, was, became, ...change }) => {
    const told = { at: new Date(at).toISOString(), ...change, was: seen(was), became: seen(became) };
    // A change of nothing that they see is none to them.
    return Object.keys(told.became).length === 0 && Object.keys(became).length > 0 ? [] : [told];
  });
  return { organisation: organisation.slug, currency: organisation.currency, settings: seen(settingsOf(organisation)), changes };
}

/** What was asked for, where each of it is something that there is. */
function checked(wish: SettingsWish): SettingsWish {
  const { timeZone, weekStart, fiscalYearStart, sourceOrder, names, groupSize, purposes, retentionDays, budget } = wish;
  if (settingNames.every((name) => wish[name] === undefined)) refuse({ name: 'settings-none', about: { known: settingNames.join(', ') } });
  if (timeZone !== undefined && !isTimeZone(timeZone)) refuse({ name: 'time-zone-wrong', about: { given: shown(timeZone) } });
  if (weekStart !== undefined && !weekStarts.includes(weekStart)) refuse({ name: 'choice-wrong', about: { field: 'weekStart', known: weekStarts.join(', '), given: shown(weekStart) } });
  if (fiscalYearStart !== undefined && (!Number.isInteger(fiscalYearStart) || fiscalYearStart < 1 || fiscalYearStart > 12)) refuse({ name: 'month-wrong', about: { given: String(fiscalYearStart) } });
  if (sourceOrder !== undefined) {
    const bad = sourceOrder.find((name) => !isSourceName(name));
    if (bad !== undefined) refuse({ name: 'source-order-name', about: { given: shown(bad) } });
    if (new Set(sourceOrder).size < sourceOrder.length) refuse({ name: 'source-order-twice', about: {} });
    if (sourceOrder.length === 1 || sourceOrder.length > settingsLimits.sources) refuse({ name: 'source-order-count', about: { most: String(settingsLimits.sources), given: String(sourceOrder.length) } });
  }
  if (names !== undefined && !nameChoices.includes(names)) refuse({ name: 'choice-wrong', about: { field: 'names', known: nameChoices.join(', '), given: shown(names) } });
  const size = groupSize === undefined ? null : groupSizeProblem(groupSize);
  if (size !== null) refuse(size);
  if (retentionDays !== undefined && retentionDays !== null && !isWhole(retentionDays, retentionLimits.daysMin, retentionLimits.daysMax)) {
    refuse({ name: 'retention-wrong', about: { least: String(retentionLimits.daysMin), most: String(retentionLimits.daysMax), given: String(retentionDays) } });
  }
  if (purposes !== undefined) {
    const problem = purposesProblem(purposes);
    if (problem !== null) refuse(problem);
  }
  const unaffordable = budget === undefined ? null : budgetProblem(budget);
  if (unaffordable !== null) refuse(unaffordable);
  const said = { ...wish, ...(typeof budget === 'string' ? { budget: formatAmount(parseAmount(budget)) } : {}) };
  return Object.fromEntries(settingNames.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])));
}

type Problem = NamedRefusal<RefusalNameOf<'bad-query'>> | null;

/** What is wrong with what a month may cost; `null` where nothing is. */
export const budgetProblem = (budget: unknown): Problem =>
  budget === null || (typeof budget === 'string' && amountPattern.test(budget) && parseAmount(budget) > 0n)
    ? null
    : { name: 'budget-wrong', about: { given: shown(budget) } };

/** What is wrong with a reason for what is decided about an organisation; `null` where nothing is. */
export const reasonProblem = (reason: string): Problem =>
  reason.trim() === '' || [...reason].length > settingsLimits.reason || !reason.isWellFormed() ? { name: 'settings-reason', about: { most: String(settingsLimits.reason) } } : null;

/** What is wrong with a minimum group size; `null` where nothing is. */
export const groupSizeProblem = (size: unknown): Problem =>
  typeof size === 'number' && isWhole(size, groupSizes.min, groupSizes.max) ? null : { name: 'whole-number', about: { field: 'groupSize', least: String(groupSizes.min), most: String(groupSizes.max), given: typeof size === 'number' ? String(size) : shown(size) } };

/** What was decided about people when an organisation was set up, as the first change of its settings: names had no choice before, and of the rest what is not as usual. */
export function firstChoices({ names, groupSize, purposes }: Pick<Organisation, 'names' | 'groupSize' | 'purposes'>): Pick<SettingsChange, 'was' | 'became'> {
  const usual = { groupSize: usualPrivacy.groupSize, purposes: usualPrivacy.purposes };
  const others = (['groupSize', 'purposes'] as const).filter((name) => JSON.stringify({ groupSize, purposes }[name]) !== JSON.stringify(usual[name]));
  const only = (of: SettingsWish): SettingsWish => Object.fromEntries(others.map((name) => [name, of[name]]));
  return { was: only(usual), became: { names, ...only({ groupSize, purposes }) } };
}

const isWhole = (number: number, min: number, max: number): boolean => Number.isInteger(number) && number >= min && number <= max;

/** What is wrong with a list of purposes; `null` where nothing is. */
export function purposesProblem(purposes: readonly string[]): Problem {
  const bad = purposes.find((purpose) => purpose.trim() !== purpose || purpose === '' || [...purpose].length > purposeLimits.characters || !purpose.isWellFormed() || /\p{Cc}/u.test(purpose));
  if (bad !== undefined) return { name: 'purposes-line', about: { most: String(purposeLimits.characters), given: shown(bad) } };
  if (new Set(purposes).size < purposes.length) return { name: 'purposes-twice', about: {} };
  return purposes.length > purposeLimits.purposes ? { name: 'purposes-many', about: { most: String(purposeLimits.purposes), given: String(purposes.length) } } : null;
}

/** What of one set of settings another has otherwise: both sides, or `null` where they are the same. */
export function differenceOf(was: OrganisationSettings, wish: SettingsWish): { readonly was: SettingsWish; readonly became: SettingsWish } | null {
  const different = settingNames.filter((name) => wish[name] !== undefined && JSON.stringify(wish[name]) !== JSON.stringify(was[name]));
  if (different.length === 0) return null;
  const only = (of: SettingsWish): SettingsWish => Object.fromEntries(different.map((name) => [name, of[name]]));
  return { was: only(was), became: only(wish) };
}

/** Every number may be another: on every day there is, in the zone that was as in the one that came. */
export function changedBySettings(zones: readonly string[], now: Instant): FactsChanged {
  const last = zones.map((zone): Day => calendar(zone).dayOf(now)).reduce(later);
  return { facts: factNames, from: firstReportDay, to: addDays(last, 1) };
}
