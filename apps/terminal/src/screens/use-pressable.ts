import type { DOMElement } from 'ink';
import { createContext, useContext, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { Action } from '@pegel/presentation';
import type { Cell } from './mouse.js';

/** Something on the screen that can be pressed; the cell is counted from its own corner. */
interface Pressable {
  readonly box: RefObject<DOMElement | null>;
  press(cell: Cell): void;
}

/** What the page does whose panels are on the screen; null while something lies over it. */
export interface Pressed {
  panel(id: string): void;
  act(action: Action): void;
}

/** Everything that can be pressed, what lies over others after them, and who is told. */
interface Pressing {
  readonly all: Set<Pressable>;
  readonly told: RefObject<Pressed | null>;
}

const Pressables = createContext<Pressing>({ all: new Set(), told: { current: null } });
export const PressablesProvider = Pressables.Provider;
export const usePressed = (): RefObject<Pressed | null> => useContext(Pressables).told;

/** What can be pressed on a screen. */
export function usePressing(): Pressing {
  const told = useRef<Pressed | null>(null);
  return useMemo(() => ({ all: new Set<Pressable>(), told }), []);
}

/** Presses what is on top at a cell. */
export function press({ all }: Pressing, { column, row }: Cell): void {
  for (const one of [...all].toReversed()) {
    const place = placeOf(one.box.current);
    const cell = { column: column - place.left, row: row - place.top };
    if (cell.column >= 0 && cell.row >= 0 && cell.column < place.width && cell.row < place.height) return one.press(cell);
  }
}

/** Makes a box one that can be pressed; whoever is told of it may change, the box stays. */
export function usePressable(press: (told: Pressed, cell: Cell) => void): RefObject<DOMElement | null> {
  const { all, told } = useContext(Pressables);
  const box = useRef<DOMElement | null>(null);
  const does = useRef(press);
  does.current = press;
  // Before anybody can have seen it.
  useLayoutEffect(() => {
    const one: Pressable = { box, press: (cell) => void (told.current !== null && does.current(told.current, cell)) };
    all.add(one);
    return () => void all.delete(one);
  }, [all, told]);
  return box;
}

/** Where Ink has put a box on the screen. */
function placeOf(box: DOMElement | null): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  let [left, top] = [0, 0];
  for (let node: DOMElement | undefined = box ?? undefined; node !== undefined; node = node.parentNode) {
    left += node.yogaNode?.getComputedLeft() ?? 0;
    top += node.yogaNode?.getComputedTop() ?? 0;
  }
  return { left, top, width: box?.yogaNode?.getComputedWidth() ?? 0, height: box?.yogaNode?.getComputedHeight() ?? 0 };
}
