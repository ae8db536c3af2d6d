import { For, Show } from 'solid-js';
import { roles } from '@pegel/domain';
import { useDoorWords } from '../door/door-words.js';
import styles from '../door/door.module.css';
import type { OwnAccount } from '@pegel/domain';
import controls from '../shell/controls.module.css';

/** Where somebody is a member, as what, and the way there. */
export function Organisations(props: { account: OwnAccount }) {
  const door = useDoorWords();
  return (
    <Show when={props.account.organisations.length > 0} fallback={<p class={styles.note}>{door().account.noOrganisations}</p>}>
      <ul class={styles.list}>
        <For each={props.account.organisations}>
          {({ slug, name, role }) => (
            <li class={styles.item}>
              <div class={styles.itemText}>
                <p><strong>{name}</strong></p>
                <p class={styles.note}>{roles[role].label}</p>
              </div>
              <a class={controls.button} href={`/${slug}`} aria-label={`${door().account.open}: ${name}`}>{door().account.open}</a>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
