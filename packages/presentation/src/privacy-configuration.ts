import {
  dimensionsOf, groupSizes, happeningNames, metricNames, metricOf, operations, retentionLimits, roleNames, roles, settingsOf, unmaskingLimits,
  type ArrivingFields, type ExportName, type KeptColumns, type Organisation, type OrganisationSettings, type PrivacyConfiguration, type PrivacySettings, type ReportedPanel, type Words,
} from '@pegel/domain';
import { numbersTitle, overviewCharts, tablePages } from './panels.js';

const isExport = (name: string): name is ExportName => name.startsWith('export-');

/** What the fields of a file of events, of a directory and of accounts are; read from the schemas themselves. */
export interface PrivacySchemas {
  readonly arriving: ArrivingFields;
  readonly kept: KeptColumns;
}

interface TitledPanel extends ReportedPanel {
  readonly title: Words;
}

const tilesTitle: Words = { en: 'Key numbers', de: 'Wichtigste Zahlen' };

/** Every panel of every page, with what it is called. */
export const reportedPanels: readonly TitledPanel[] = [
  { page: 'overview', id: 'tiles', split: null, title: tilesTitle },
  ...overviewCharts.map((panel): TitledPanel => ({ page: 'overview', id: panel.id, split: panel.form === 'bars' ? panel.split : null, title: panel.title.day })),
  { page: 'overview', id: 'numbers', split: null, title: numbersTitle },
  ...tablePages.flatMap(({ id: page, panels }) =>
    panels.map((panel): TitledPanel => ({ page, id: panel.id, split: panel.form === 'keys' || panel.form === 'stacked' ? panel.split : null, title: panel.title }))),
];

/** What a month may cost is about no person, and not for everybody who reads the report. */
const withoutMoney = ({ budget: _budget, ...settings }: OrganisationSettings): PrivacySettings => settings;

/** All that a privacy report says of configuration and of the closed vocabularies. */
export function privacyConfiguration(organisation: Organisation, { arriving, kept }: PrivacySchemas): PrivacyConfiguration {
  const { demo, extraUsage } = organisation;
  return {
    organisation: { demo, extraUsage },
    settings: withoutMoney(settingsOf(organisation)),
    limits: {
      groupSizeMin: groupSizes.min, groupSizeMax: groupSizes.max, retentionDaysMin: retentionLimits.daysMin, retentionDaysMax: retentionLimits.daysMax,
      unmaskingHours: unmaskingLimits.hoursMax, unmaskingPeople: unmaskingLimits.people, unmaskingTellAfterDays: unmaskingLimits.tellAfterDaysMax, unmaskingUndecidedDays: unmaskingLimits.undecidedDays,
    },
    arriving,
    kept,
    roles: roleNames.map((role) => ({ role, permissions: roles[role].permissions })),
    metrics: metricNames.map((name) => ({ name, version: metricOf(name).version, splits: dimensionsOf(metricOf(name).measure) })),
    panels: reportedPanels.map(({ page, id, split }) => ({ page, id, split })),
    exports: Object.keys(operations).filter(isExport),
    journalled: happeningNames,
  };
}
