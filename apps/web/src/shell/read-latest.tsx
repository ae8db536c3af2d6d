import { createSignal } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';

/** Speaks what the page says first, for whoever listens: numbers that change by themselves are never announced. */
export function ReadLatest(props: { class: string | undefined }) {
  const { words } = usePreferences();
  const [said, setSaid] = createSignal('');
  const read = () => {
    const headline = document.querySelector('main [data-headline]') ?? document.querySelector('main h1');
    // The same words once more are only heard when there was something else in between.
    setSaid('');
    setTimeout(() => setSaid(headline?.textContent?.trim() ?? ''), 50);
  };
  return (
    <>
      <button type="button" class={props.class} onClick={read}>{words().frame.readLatest}</button>
      <p class="hidden-visually" role="status">{said()}</p>
    </>
  );
}
