import { controlsWordsIn, type OrganisationView, type PageFrame } from '@pegel/presentation';
import { lazy, Show, Suspense } from 'solid-js';
import { steppedFrom } from '../period/create-period-keys.js';
import { createDisclosure } from '../primitives/create-disclosure.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { View } from '../primitives/create-view.js';
import { ChevronIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import styles from './view-controls.module.css';

/** A calendar is loaded by whoever opens one. */
const PeriodSheet = lazy(async () => ({ default: (await import('../period/period-sheet.jsx')).PeriodSheet }));

/** The period of the page: its name and days, a step back and forth, and everything that can be chosen about it. */
export function RangePicker(props: { view: View; model: PageFrame; organisation: OrganisationView }) {
  const { words, language } = usePreferences();
  const texts = () => controlsWordsIn(language()).period;
  const popover = createDisclosure();
  const isNamed = () => typeof props.view.state().range === 'string';
  const step = (direction: -1 | 1) => {
    const to = steppedFrom(props.view, props.model, direction);
    if (to !== null) props.view.change({ range: to.range, end: to.end });
  };
  // A button that switches itself off under a finger would lose the focus, so it stays one and does nothing.
  const stepButton = (direction: -1 | 1, label: () => string, turn: string | undefined) => (
    <button type="button" class={controls.icon} aria-label={label()} title={label()} aria-disabled={steppedFrom(props.view, props.model, direction) === null} onClick={() => step(direction)}>
      <span class={turn}><ChevronIcon /></span>
    </button>
  );
  return (
    <div class={styles.period}>
      {stepButton(-1, () => texts().previous, styles.back)}
      <div class={styles.root} ref={popover.root}>
        <button type="button" class={controls.button} data-period aria-haspopup="dialog" aria-expanded={popover.isOpen()} onClick={() => popover.toggle()}>
          <span class="hidden-visually">{words().range.label}: </span>
          {props.model.rangeLabel}
          <Show when={isNamed()}>
            <span class={styles.days}>{props.model.period}</span>
          </Show>
          <ChevronIcon />
        </button>
        <Show when={popover.isOpen() && props.model.calendar}>
          {(calendar) => (
            <Suspense>
              <PeriodSheet view={props.view} days={props.model.days} calendar={calendar()} organisation={props.organisation} onClose={() => popover.close()} />
            </Suspense>
          )}
        </Show>
      </div>
      {stepButton(1, () => texts().next, styles.forward)}
    </div>
  );
}
