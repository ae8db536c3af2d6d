import { createMemo, createSignal, type Accessor } from 'solid-js';
import type { TableModel } from '@pegel/presentation';

export interface Steady<Content> {
  readonly content: Accessor<Content | null>;
  /** Said of whatever shows the rows. */
  readonly reading: { onPointerEnter(): void; onPointerLeave(): void; onFocusIn(): void; onFocusOut(): void };
}

/** Rows keep their places under a pointer and while one has the focus; the newer order comes once both have left. Other days or words come at once. */
export function createSteady<Content extends { readonly table: TableModel }>(newest: Accessor<Content | null>): Steady<Content> {
  const [isUnderPointer, setUnderPointer] = createSignal(false);
  const [hasFocus, setFocus] = createSignal(false);
  const content = createMemo((shown: Content | null): Content | null => {
    const next = newest();
    const isHeld = (isUnderPointer() || hasFocus()) && next !== null && shown !== null && next.table.caption === shown.table.caption && !isSameOrder(next.table, shown.table);
    return isHeld ? shown : next;
  }, newest());
  return {
    content,
    reading: { onPointerEnter: () => setUnderPointer(true), onPointerLeave: () => setUnderPointer(false), onFocusIn: () => setFocus(true), onFocusOut: () => setFocus(false) },
  };
}

const orderOf = ({ rows, names = 0 }: TableModel): string => rows.map((cells) => cells[names]).join('\n');
const isSameOrder = (a: TableModel, b: TableModel): boolean => orderOf(a) === orderOf(b);
