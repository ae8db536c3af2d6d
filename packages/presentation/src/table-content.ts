import type { Day } from '@pegel/domain';
import type { Explained } from './explained.js';
import type { ListKeys } from './listed.js';
import type { Picture } from './pictures.js';
import type { TableModel } from './table.js';

/** What a table says once its reports are there. */
export interface TableContent {
  /** The days it is of, or the last of them where each row has its own. */
  readonly window: string;
  /** Why there is no table: switched off, not for these eyes, no data, or a real zero. */
  readonly empty: string | null;
  readonly notes: readonly string[];
  readonly table: TableModel;
  /** The same with the short names of metrics, where there is little room. */
  readonly narrow: TableModel;
  /** The number that each row can be asked to explain, where it is one metric's. */
  readonly rows: readonly (Explained | null)[];
  /** The day that each row of a course begins on. */
  readonly days: readonly (Day | null)[];
  /** The number that each column can be asked to explain, where it is one metric's. */
  readonly columns: readonly (Explained | null)[];
  /** Of a ranking: whether it is shown down to its end, and what leads to the other way. */
  readonly extent: { readonly isWhole: boolean; readonly label: string } | null;
  /** What it can be filtered and sorted by, where it is a whole ranking. */
  readonly list: ListKeys | null;
  /** The same numbers drawn; `null` where they are a table alone. */
  readonly picture: Picture | null;
  /** The number that the picture is asked by. */
  readonly drawn: Explained | null;
  /** Of numbers of one day: the recent course of each row, for a sparkline. */
  readonly courses: readonly (readonly (number | null)[])[] | null;
}

/** A table without rows, in place of which it is said why. */
export const emptyTable = (title: string, empty: string, window = ''): TableContent =>
  ({ window, empty, notes: [], table: { caption: title, columns: [], rows: [] }, narrow: { caption: title, columns: [], rows: [] }, rows: [], days: [], columns: [], extent: null, list: null, picture: null, drawn: null, courses: null });
