import { actions, type Action } from './keymap.js';
import { comparisonChoices, grainChoices, initialView, rangeChoices, withRange, type ViewState } from './view-state.js';

const nextOf = <T>(choices: readonly T[], now: T): T => choices[(choices.indexOf(now) + 1) % choices.length] ?? now;

/** What somebody looks at after an action that changes nothing else; `null` for every other action. */
export function viewAfter(action: Action, state: ViewState): ViewState | null {
  const range = rangeChoices.find((choice) => action === `time.${choice}`);
  if (range !== undefined) return withRange(state, range);
  switch (action) {
    case 'time.today':
      return { ...state, today: !state.today, end: null };
    case 'time.reset':
      return { ...withRange(state, initialView(state.organisation, state.page).range), end: null, today: false, day: null };
    case 'comparison.cycle':
      return { ...state, comparison: nextOf(comparisonChoices, state.comparison) };
    case 'grain.cycle':
      return { ...state, grain: nextOf(grainChoices, state.grain) };
    default:
      return null;
  }
}

/** Those actions. */
export const viewActions: readonly Action[] = actions.filter((action) => viewAfter(action, initialView('any')) !== null);
