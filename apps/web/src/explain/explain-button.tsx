import type { JSX } from 'solid-js';
import { explainedText, type Explained } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { InfoIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { useExplaining } from './explain-context.js';

/** Asks a number to explain itself: ⓘ beside it, or the number itself where it is given. Its name says which one. */
export function ExplainButton(props: { explained: Explained; label: string; class?: string | undefined; children?: JSX.Element }) {
  const { words } = usePreferences();
  const explaining = useExplaining();
  return (
    <button
      type="button"
      class={props.children === undefined ? `${controls.icon} ${props.class ?? ''}` : props.class}
      aria-label={words().explain.button(props.label)}
      aria-expanded={explaining.isOpen(props.explained)}
      title={words().explain.title}
      data-explain={explainedText(props.explained, explaining.page())}
      onClick={(event) => explaining.toggle(props.explained, event.currentTarget)}
    >
      {props.children ?? <InfoIcon />}
    </button>
  );
}
