import { addDays } from '@pegel/domain';
import { stepped, type PageFrame, type ViewState } from '@pegel/presentation';
import type { Accessor } from 'solid-js';
import type { Handlers } from '../primitives/create-keyboard.js';
import type { View } from '../primitives/create-view.js';

/** The view of the period before or after, where there is one; before a report is there, nobody knows. */
export function steppedFrom(view: View, { days, calendar }: Pick<PageFrame, 'days' | 'calendar'>, direction: -1 | 1): ViewState | null {
  return days === null || calendar === null || calendar.completeThrough === null ? null : stepped(view.state(), days, direction, { first: calendar.firstDay, last: calendar.completeThrough });
}

/** The keys for a page's time that need to know which days there are. */
export function createPeriodKeys(view: View, frame: Accessor<PageFrame>): Handlers {
  const step = (direction: -1 | 1) => () => {
    const calendar = frame().calendar;
    const last = calendar?.completeThrough ?? null;
    if (last === null) return false;
    // A page about single days is stepped through by days.
    if (view.state().page === 'adoption') {
      const day = addDays(view.state().day ?? last, direction);
      if (day > last || (calendar?.firstDay !== null && calendar?.firstDay !== undefined && day < calendar.firstDay)) return true;
      view.change({ day: day === last ? null : day });
      return true;
    }
    const to = steppedFrom(view, frame(), direction);
    if (to !== null) view.change({ range: to.range, end: to.end });
    return true;
  };
  const openMenu = () => {
    const button = document.querySelector<HTMLElement>('[data-period]');
    if (button?.getAttribute('aria-expanded') === 'false') button.click();
    return button !== null;
  };
  const single = (daysBack: number) => () => {
    const today = frame().calendar?.today;
    if (today === undefined) return false;
    const day = addDays(today, -daysBack);
    view.change({ range: { from: day, to: day }, end: null });
    return true;
  };
  return {
    'time.today': single(0),
    'time.yesterday': single(1),
    'time.menu': openMenu,
    'time.custom': openMenu,
    'time.previous': step(-1),
    'time.next': step(1),
    'time.pin': () => {
      const { end, range } = view.state();
      const last = frame().calendar?.completeThrough ?? null;
      if (typeof range !== 'string' || last === null) return false;
      view.change({ end: end === null ? last : null });
      return true;
    },
  };
}
