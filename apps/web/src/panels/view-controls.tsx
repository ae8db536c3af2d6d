import { comparisonChoices, grainChoices, type ComparisonChoice, type GrainChoice, type OrganisationView, type PageFrame, type ViewState } from '@pegel/presentation';
import { For } from 'solid-js';
import { GroupPicker } from '../groups/group-picker.jsx';
import { afterPaint } from '../primitives/after-paint.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { View } from '../primitives/create-view.js';
import { ChevronIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import { RangePicker } from './range-picker.jsx';
import styles from './view-controls.module.css';

/** What the whole page shows: the period, whose numbers, their comparison and the size of the steps. */
export function ViewControls(props: { view: View; model: PageFrame; organisation: OrganisationView }) {
  const { words } = usePreferences();
  const comparisons = (): Record<ComparisonChoice, string> => ({ prev: words().comparison.previous, yoy: words().comparison.year, off: words().comparison.off });
  /** What was chosen is read at once, and everything else follows. */
  const change = (part: Partial<ViewState>) => afterPaint(() => props.view.change(part));
  return (
    <div class={styles.controls}>
      <RangePicker view={props.view} model={props.model} organisation={props.organisation} />
      <GroupPicker view={props.view} model={props.model} organisation={props.organisation} />
      <label class={styles.choice}>
        <span class="hidden-visually">{words().comparison.label}</span>
        <select class={controls.select} value={props.view.state().comparison} onChange={(event) => change({ comparison: event.currentTarget.value as ComparisonChoice /* The options are the choices. */ })}>
          <For each={comparisonChoices}>{(choice) => <option value={choice} selected={choice === props.view.state().comparison}>{comparisons()[choice]}</option>}</For>
        </select>
        <ChevronIcon />
      </label>
      <label class={styles.choice}>
        <span class="hidden-visually">{words().range.grain}</span>
        <select class={controls.select} value={props.view.state().grain} onChange={(event) => change({ grain: event.currentTarget.value as GrainChoice /* The options are the choices. */ })}>
          <For each={grainChoices}>{(choice) => <option value={choice} selected={choice === props.view.state().grain}>{words().grains[choice]}</option>}</For>
        </select>
        <ChevronIcon />
      </label>
    </div>
  );
}
