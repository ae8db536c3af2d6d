import { other, service, unattributed, type ReportRow } from '@pegel/domain';
import type { Locale } from './locale.js';

// Control characters can drive a terminal, and marks of direction can make a name read as another.
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;

/** A name from outside as it may appear on a screen: one line, no control characters. */
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
