import { Show } from 'solid-js';
import styles from './ghost.module.css';

const syllable = 'enno ';

/** Takes the place of a text that is not there yet, about as many characters long, in as many lines. Nobody sees or hears it. */
export const Ghost = (props: { characters: number; class?: string | undefined }) => (
  <Show when={props.characters > 0}>
    <span class={`${styles.ghost} ${props.class ?? ''}`} aria-hidden="true">{syllable.repeat(Math.ceil(props.characters / syllable.length)).slice(0, props.characters)}</span>
  </Show>
);
