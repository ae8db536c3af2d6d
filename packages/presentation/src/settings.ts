import { settingNames, type OrganisationSettings, type SettingsChange, type SettingsView, type SettingsWish } from '@pegel/domain';
import type { Locale } from './locale.js';
import { settingsWordsIn } from './settings-words.js';
import type { TableModel } from './table.js';
import { namesWordsIn } from './words-names.js';

const start = 'start' as const;

/** One setting as people read it: a weekday and a month by name, sources in their order. */
export function settingText(settings: SettingsWish, name: keyof SettingsWish, { language, format }: Locale): string {
  const { timeZone, weekStart, fiscalYearStart, sourceOrder, names, groupSize, purposes, retentionDays, budget } = settings;
  const words = settingsWordsIn(language);
  const written = (options: Intl.DateTimeFormatOptions, day: string) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(Date.parse(day));
  switch (name) {
    case 'timeZone':
      return timeZone ?? '';
    case 'weekStart':
      return weekStart === undefined ? '' : written({ weekday: 'long' }, { saturday: '2026-01-03', sunday: '2026-01-04', monday: '2026-01-05' }[weekStart]);
    case 'fiscalYearStart':
      return fiscalYearStart === undefined ? '' : written({ month: 'long' }, `2026-${String(fiscalYearStart).padStart(2, '0')}-01`);
    case 'sourceOrder':
      return sourceOrder === undefined ? '' : sourceOrder.length === 0 ? words.nonePinned : sourceOrder.join(', ');
    case 'names':
      return names === undefined ? words.notChosen : namesWordsIn(language).choices[names].label;
    case 'groupSize':
      return groupSize === undefined ? '' : words.people(groupSize);
    case 'purposes':
      return purposes === undefined ? '' : purposes.length === 0 ? words.noPurposes : purposes.join(', ');
    case 'retentionDays':
      return retentionDays === undefined ? '' : retentionDays === null ? words.forEver : words.days(retentionDays);
    case 'budget':
      return budget === undefined ? '' : budget === null ? words.noBudget : words.perMonth(format.exact('money', budget));
  }
}

type Shown = readonly (keyof OrganisationSettings)[];

/** Which settings are about people; the others are about how numbers are cut. */
export const privacySettings = ['names', 'groupSize', 'purposes', 'retentionDays'] as const satisfies Shown;
/** What use may cost, for whoever may see what it costs. */
export const spendSettings = ['budget'] as const satisfies Shown;
export const generalSettings: Shown = settingNames.filter((name) => ![...privacySettings, ...spendSettings].some((other) => other === name));

/** The settings as they are. */
export function settingsTable({ settings }: SettingsView, locale: Locale, shown: Shown = settingNames): TableModel {
  const { general, names } = settingsWordsIn(locale.language);
  return {
    caption: general.caption,
    columns: [general.setting, general.value].map((label) => ({ label, align: start })),
    rows: shown.filter((name) => settings[name] !== undefined).map((name) => [names[name], settingText(settings, name, locale)]),
  };
}

/** Every change of them, a row a setting, newest first. */
export function settingChangesTable({ settings, changes }: SettingsView, locale: Locale, shown: Shown = settingNames): TableModel {
  const { changes: columns, names } = settingsWordsIn(locale.language);
  const rowsOf = ({ at, by, reason, was, became }: Omit<SettingsChange, 'at'> & { readonly at: string }) =>
    shown
      .filter((name) => became[name] !== undefined)
      .map((name) => [locale.format.moment(at, settings.timeZone), by, names[name], settingText(was, name, locale), settingText(became, name, locale), reason === '' ? columns.noReason : reason]);
  return {
    caption: columns.caption,
    columns: [...[columns.when, columns.who, columns.setting, columns.was, columns.became].map((label) => ({ label, align: start })), { label: columns.why, align: start, isProse: true }],
    rows: changes.flatMap(rowsOf),
  };
}
