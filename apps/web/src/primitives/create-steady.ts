import { createMemo, createSignal, type Accessor } from 'solid-js';
import type { TableModel } from '@pegel/presentation';

export interface Steady<Content> {
  readonly content: Accessor<Content | null>;
  /** How many newer orders wait until somebody has finished reading. */
  readonly pending: Accessor<number>;
  /** Shows the newest at once. */
  apply(): void;
  /** Said of whatever shows the rows. */
  readonly reading: { onPointerEnter(): void; onPointerLeave(): void; onFocusIn(): void; onFocusOut(): void };
}

interface Held<Content> {
  readonly shown: Content | null;
  /** The newest of those that wait. */
  readonly waiting: Content | null;
  readonly count: number;
}

/** Rows keep their places under a pointer and while one has the focus; the newer order comes once both have left, or is asked for. Other days or words come at once. */
export function createSteady<Content extends { readonly table: TableModel }>(newest: Accessor<Content | null>): Steady<Content> {
  const [isUnderPointer, setUnderPointer] = createSignal(false);
  const [hasFocus, setFocus] = createSignal(false);
  const [asked, setAsked] = createSignal<Content | null>(null);
  const held = createMemo(({ shown, waiting, count }: Held<Content>): Held<Content> => {
    const next = newest();
    const isHeld = next !== asked() && (isUnderPointer() || hasFocus()) && next !== null && shown !== null && next.table.caption === shown.table.caption && !isSameOrder(next.table, shown.table);
    return isHeld ? { shown, waiting: next, count: next === waiting ? count : count + 1 } : { shown: next, waiting: null, count: 0 };
  }, { shown: newest(), waiting: null, count: 0 });
  const content = createMemo(() => held().shown);
  return {
    content,
    pending: createMemo(() => held().count),
    apply: () => setAsked(() => newest()),
    reading: { onPointerEnter: () => setUnderPointer(true), onPointerLeave: () => setUnderPointer(false), onFocusIn: () => setFocus(true), onFocusOut: () => setFocus(false) },
  };
}

const orderOf = ({ rows, names = 0 }: TableModel): string => rows.map((cells) => cells[names]).join('\n');
const isSameOrder = (a: TableModel, b: TableModel): boolean => orderOf(a) === orderOf(b);
