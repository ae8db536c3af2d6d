import { calendar, type KeysView, type KeyView, type Language, type TokenKind } from '@pegel/domain';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { settingsWordsIn } from './settings-words.js';
import type { TableModel } from './table.js';

/** Whether a key still opens anything, or could again without anybody touching it. */
export const isInUse = ({ state }: KeyView): boolean => state === 'active' || state === 'void';

/** What a key opens, by the names that the command line and the typed interface take. */
function opensText(key: KeyView, language: Language): string {
  const words = settingsWordsIn(language).keys;
  if (key.kind === 'ingest') return `${key.scopes.map((scope) => words.scope[scope]).join(', ')} · ${key.sources === null ? words.anySource : key.sources.join(', ')}`;
  if (key.permissions === null) return words.everything;
  const held = key.permissions.filter((permission) => !key.lost.includes(permission)).join(', ');
  if (key.lost.length === 0) return held;
  const lost = words.lost(key.lost.join(', '));
  return held === '' ? lost : `${held}; ${lost}`;
}

/** The keys of a kind, a row each; those that are over only where they are asked for. */
export function keysTable({ keys, timeZone }: KeysView, kind: TokenKind, isWhole: boolean, locale: Locale): TableModel {
  const { format, language } = locale;
  const { columns, ...words } = settingsWordsIn(language).keys;
  const { dayOf } = calendar(timeZone);
  return {
    caption: words.kinds[kind],
    names: 1,
    // What can be long stands last.
    columns: [columns.id, columns.label, columns.state, columns.lastUsed, columns.expires, columns.opens[kind]].map((label) => ({ label, align: 'start' as const })),
    rows: keys
      .filter((key) => key.kind === kind && (isWhole || isInUse(key)))
      .map((key) => [
        key.id, safeName(key.label), words.states[key.state],
        key.lastUsedAt === null ? words.notUsed : format.moment(key.lastUsedAt, timeZone),
        key.expiresAt === null ? words.never : format.date(dayOf(Date.parse(key.expiresAt))),
        opensText(key, language),
      ]),
  };
}
