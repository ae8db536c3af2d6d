import { explainedText, type Explained } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { InfoIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { useExplaining } from './explain-context.js';

/** ⓘ beside a number. Its name says which one. */
export function ExplainButton(props: { explained: Explained; label: string; class?: string | undefined }) {
  const { words } = usePreferences();
  const explaining = useExplaining();
  return (
    <button
      type="button"
      class={`${controls.icon} ${props.class ?? ''}`}
      aria-label={words().explain.button(props.label)}
      aria-expanded={explaining.isOpen(props.explained)}
      title={words().explain.title}
      data-explain={explainedText(props.explained)}
      onClick={(event) => explaining.toggle(props.explained, event.currentTarget)}
    >
      <InfoIcon />
    </button>
  );
}
