import type { Beside, Range, ReportQuery } from '@pegel/domain';
import type { ViewState } from './view-state.js';

/** What ranges to date stand beside, also where a link names their days alone; every other one beside as many days. */
const slices: Readonly<Partial<Record<Range, Beside>>> = { mtd: 'month', qtd: 'quarter', ytd: 'year', '12m': 'year' };

/** What the courses of a page stand beside; with no comparison nothing of it is asked. */
export const besideOf = ({ comparison, range }: Pick<ViewState, 'comparison' | 'range'>): Pick<ReportQuery, 'beside'> =>
  comparison === 'off' ? {} : { beside: comparison === 'yoy' ? '52w' : typeof range === 'string' ? (slices[range] ?? 'days') : 'days' };
