import { Show } from 'solid-js';
import type { PanelPurpose } from '@pegel/presentation';
import type { Purpose } from '../primitives/create-purpose.js';
import { PurposeChoice } from './purpose-choice.jsx';

/** Where numbers of people are looked at for a purpose, which it is, or the choice. */
export const PurposeLine = (props: { said: PanelPurpose | null; purpose: Purpose; of: string }) => (
  <Show when={props.said}>{(said) => <PurposeChoice said={said()} purpose={props.purpose} of={props.of} />}</Show>
);
