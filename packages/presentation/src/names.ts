import { other, service, unattributed, type ReportRow } from '@pegel/domain';
import type { Locale } from './locale.js';

// Control characters can drive a terminal, marks of direction can make a name read as another, and with what cannot be
// seen two names look like one. Joiners stay: letters and families need them.
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;

/** A name from outside as it may appear on a screen: one line, and nothing that acts or hides. */
export const safeName = (name: string): string => name.replace(unsafe, '\ufffd');

/** What the row of a split is called. */
export function nameOf(row: Pick<ReportRow, 'key' | 'label'>, { words }: Pick<Locale, 'words'>): string {
  switch (row.key) {
    case null:
      return words.panel.total;
    case other:
      return words.special.other;
    case unattributed:
      return words.special.unattributed;
    case service:
      return words.special.service;
    default:
      return safeName(row.label ?? row.key);
  }
}
