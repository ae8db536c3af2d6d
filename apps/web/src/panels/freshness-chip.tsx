import { createMemo, on } from 'solid-js';
import type { Freshness } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { PauseIcon, ResumeIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { FreshnessMark } from './freshness-mark.jsx';
import styles from './freshness.module.css';

/** How fresh the page is, and the button that holds it still. It is announced when it becomes something else, never as it ages. */
export function FreshnessChip(props: { freshness: Freshness; isPaused: boolean; onTogglePause: () => void }) {
  const { words } = usePreferences();
  const announced = createMemo(on(() => props.freshness.kind, () => props.freshness.text));
  const label = () => (props.isPaused ? words().fresh.resume : words().fresh.pause);
  return (
    <div class={styles.chip} data-freshness={props.freshness.kind}>
      <span class="hidden-visually" role="status">{announced()}</span>
      <span class={styles.text} title={words().fresh.label} aria-hidden="true">
        <FreshnessMark kind={props.freshness.kind} /> {props.freshness.text}
      </span>
      <button type="button" class={controls.icon} aria-label={label()} title={label()} aria-pressed={props.isPaused} onClick={() => props.onTogglePause()}>
        {props.isPaused ? <ResumeIcon /> : <PauseIcon />}
      </button>
    </div>
  );
}
