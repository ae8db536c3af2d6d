import { lazy, Show, Suspense } from 'solid-js';
import type { PanelPurpose } from '@pegel/presentation';
import type { Purpose } from '../primitives/create-purpose.js';

// Most panels are of no single person, and most organisations have no list.
const PurposeChoice = lazy(async () => ({ default: (await import('./purpose-choice.jsx')).PurposeChoice }));

/** Where numbers of people are looked at for a purpose, which it is, or the choice. */
export const PurposeLine = (props: { said: PanelPurpose | null; purpose: Purpose; of: string }) => (
  <Show when={props.said}>{(said) => <Suspense><PurposeChoice said={said()} purpose={props.purpose} of={props.of} /></Suspense>}</Show>
);
