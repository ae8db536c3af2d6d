import { Show } from 'solid-js';
import { DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import styles from '../door/door.module.css';
import { CopiedText } from '../form/copied-text.jsx';
import controls from '../shell/controls.module.css';

/** An organisation that has just been set up. */
export interface Done {
  readonly name: string;
  readonly slug: string;
  readonly email: string;
  readonly ingestKey: string;
  readonly isSignedIn: boolean;
}

/** What remains to be done once an organisation is there: keep the key, send something, look. */
export function DoneView(props: { done: Done }) {
  const door = useDoorWords();
  const first = () => [`export PEGEL_URL=${location.origin}`, `export PEGEL_INGEST_KEY=${props.done.ingestKey}`, `npx --no-install pegel import claude-code ~/.claude --person ${props.done.email}`].join('\n');
  return (
    <>
      <DoorHeading text={door().setUp.doneTitle(props.done.name)} purpose={props.done.isSignedIn ? door().setUp.donePurpose : door().setUp.signInFailed} />
      <section class={styles.section} aria-labelledby="key">
        <h2 id="key">{door().setUp.key}</h2>
        <p class={styles.note}>{door().setUp.keyOnce}</p>
        <CopiedText label={door().setUp.key} text={props.done.ingestKey} />
      </section>
      <section class={styles.section} aria-labelledby="first">
        <h2 id="first">{door().setUp.first}</h2>
        <p class={styles.note}>{door().setUp.firstHint}</p>
        <CopiedText label={door().setUp.first} text={first()} />
      </section>
      <section class={styles.section} aria-labelledby="terminal">
        <h2 id="terminal">{door().setUp.terminal}</h2>
        <p class={styles.note}>{door().setUp.terminalHint}</p>
        <CopiedText label={door().setUp.terminal} text={`npx --no-install pegel login --url ${location.origin}`} />
      </section>
      <Show when={props.done.isSignedIn} fallback={<a class={`${controls.button} ${controls.primary}`} href="/login">{door().setUp.toSignIn}</a>}>
        <a class={`${controls.button} ${controls.primary}`} href={`/${props.done.slug}/overview`}>{door().setUp.toOverview}</a>
      </Show>
    </>
  );
}
