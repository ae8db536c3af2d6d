import type { NameChoice, Period, ReportQuery } from '@pegel/domain';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What spend by person is called among files. */
export const spendByUserDataset = 'spend-by-user';

/** What a report is called among files: by its metric, where it has one alone, and by what it is split by. */
export const datasetOf = ({ metrics, by }: Pick<ReportQuery, 'metrics' | 'by'>): string =>
  `${metrics.length === 1 ? kebab(metrics[0] ?? '') : 'report'}${by === undefined ? '' : `-by-${kebab(by)}`}`;

/** The name of a file without its ending: what, whose, of which days; of people also how they are named in it, where that is not by their names. */
export const fileName = (dataset: string, organisation: string, { from, to }: Period, names: NameChoice = 'full'): string =>
  `usage_${dataset}_${organisation}_${from}_${to}${names === 'full' ? '' : `_${names}`}`;
