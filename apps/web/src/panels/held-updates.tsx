import { controlsWordsIn } from '@pegel/presentation';
import { Show } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Steady } from '../primitives/create-steady.js';
import controls from '../shell/controls.module.css';

/** Newer orders that wait for whoever reads the rows above; below them, so that no row moves. */
export function HeldUpdates(props: { of: Pick<Steady<never>, 'pending' | 'apply'> }) {
  const { language } = usePreferences();
  return <Show when={props.of.pending() > 0}><button type="button" class={controls.button} onClick={() => props.of.apply()}>{controlsWordsIn(language()).updates(props.of.pending())}</button></Show>;
}
