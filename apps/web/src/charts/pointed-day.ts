import { createContext, createEffect, createSignal, on, useContext, type Accessor } from 'solid-js';
import type { Day } from '@pegel/domain';
import type { PlottedPoint } from '@pegel/presentation';

/** The day that all pictures of a page point at together. */
export interface PointedDay {
  readonly day: Accessor<Day | null>;
  /** Points at a day for as long as somebody looks at it. */
  point(day: Day | null): void;
  /** Keeps a day in the link. */
  keep(day: Day | null): void;
}

const PointedDayContext = createContext<PointedDay>();
export const PointedDayProvider = PointedDayContext.Provider;

/** @param linked The day that the address points at; what is kept goes there. */
export function createPointedDay(linked: Accessor<Day | null>, link: (day: Day | null) => void): PointedDay {
  const [day, setDay] = createSignal(linked());
  createEffect(on(linked, (there) => setDay(there), { defer: true }));
  return {
    day,
    point: (next) => setDay(next ?? linked()),
    keep: (next) => {
      setDay(next);
      if (next !== linked()) link(next);
    },
  };
}

/** What a picture points at together with the others of its page; alone where there is no page around it. */
export function usePointedDay(): PointedDay {
  const shared = useContext(PointedDayContext);
  if (shared !== undefined) return shared;
  const [day, setDay] = createSignal<Day | null>(null);
  return { day, point: setDay, keep: setDay };
}

/** The point that holds a day; null where none does. */
export function indexOfDay(points: readonly Pick<PlottedPoint, 'day' | 'to'>[], day: Day | null): number | null {
  const index = day === null ? -1 : points.findIndex((point) => point.day <= day && day <= point.to);
  return index < 0 ? null : index;
}
