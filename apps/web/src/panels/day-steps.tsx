import { controlsWordsIn, type TablePanelModel } from '@pegel/presentation';
import type { Day } from '@pegel/domain';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import styles from './table-panel.module.css';

/** Goes through the days of a table of one day. */
export function DaySteps(props: { days: NonNullable<TablePanelModel['days']>; of: string; onStep: (day: Day) => void }) {
  const { language } = usePreferences();
  const texts = () => controlsWordsIn(language()).day;
  const step = (day: Day | null) => {
    if (day !== null) props.onStep(day);
  };
  return (
    <div class={styles.days}>
      <button type="button" class={controls.icon} aria-label={`${texts().previous}: ${props.of}`} title={texts().previous} onClick={() => step(props.days.previous)}>‹</button>
      <span aria-live="polite">{props.days.shown}</span>
      <button type="button" class={controls.icon} aria-label={`${texts().next}: ${props.of}`} title={texts().next} disabled={props.days.next === null} onClick={() => step(props.days.next)}>›</button>
    </div>
  );
}
