import { settingNames, type SettingsWish } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

interface Line {
  readonly name: keyof SettingsWish;
  readonly is: SettingsWish;
  readonly wanted: SettingsWish;
}

/** As it is told to the command line: lists with commas; what is not set is empty. */
function valueOf(settings: SettingsWish, name: keyof SettingsWish): string | number | null {
  const value = settings[name] ?? null;
  return typeof value === 'string' || typeof value === 'number' || value === null ? value : value.join(',');
}

const columns: readonly Column<Line>[] = [column('setting', 'word', ({ name }) => name), column('value', 'text', ({ name, is }) => valueOf(is, name))];
const wishColumns: readonly Column<Line>[] = [...columns, column('wanted', 'text', ({ name, wanted }) => valueOf(wanted, name))];

/** A row a setting, as it is; of a wish the settings it is about, as they are and as they would be. */
export function settingsRows(is: SettingsWish, wanted: SettingsWish | null = null): Rows {
  const shown = wanted ?? is;
  const lines = settingNames.filter((name) => shown[name] !== undefined).map((name) => ({ name, is, wanted: wanted ?? {} }));
  return rowsOf(wanted === null ? columns : wishColumns, lines);
}
