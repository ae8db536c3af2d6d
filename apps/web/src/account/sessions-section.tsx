import { createSignal, For, Show } from 'solid-js';
import { localeOf } from '@pegel/presentation';
import { useDoorWords } from '../door/door-words.js';
import { faultIn, useFaultSentences, type Fault } from '../door/faults.js';
import styles from '../door/door.module.css';
import { Problem } from '../form/fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { ask, isSignedOut } from '../session/asking.js';
import type { OwnAccount, OwnSession } from '@pegel/domain';
import controls from '../shell/controls.module.css';
import { browserOf } from './device-name.js';
import { createFocusPlace, Section } from './section.jsx';

/** Where somebody is signed in, and the way to end it there. */
export function SessionsSection(props: { account: OwnAccount; onChanged: () => Promise<void> }) {
  const { language } = usePreferences();
  const door = useDoorWords();
  const [said, setSaid] = createSignal<'one' | 'others' | null>(null);
  const faults = useFaultSentences();
  const [fault, setFault] = createSignal<Fault | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const heading = createFocusPlace();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const moment = (at: string) => localeOf(language(), { currency: 'USD', today: new Date().toISOString().slice(0, 10) }).format.moment(at, zone);

  const nameOf = ({ client, userAgent }: OwnSession): string => {
    if (client === 'terminal') return door().account.terminal;
    const { browser, system } = browserOf(userAgent);
    const known = browser ?? door().account.browser;
    return system === null ? known : door().account.browserOn(known, system);
  };
  const end = async (path: string, sent: object, done: 'one' | 'others') => {
    if (isBusy()) return;
    setBusy(true);
    setSaid(null);
    setFault(null);
    const answer = await ask(path, sent);
    // Where it has ended meanwhile, it is what was asked for.
    if (answer.kind === 'answered' || (answer.kind === 'refused' && answer.status === 404)) {
      setSaid(done);
      // The button that asked goes with its row, and whoever has moved on by then is left where they are.
      heading.focus();
      await props.onChanged();
    } else if (isSignedOut(answer)) await props.onChanged();
    else setFault(faultIn(answer));
    setBusy(false);
  };

  const sentence = () => {
    const known = fault();
    return known === null ? '' : faults[known]();
  };

  return (
    <Section title={door().account.sessionsTitle} heading={heading}>
      <ul class={styles.list}>
        <For each={props.account.sessions}>
          {(session) => (
            <li class={styles.item}>
              <div class={styles.itemText}>
                <p><strong>{nameOf(session)}</strong> <Show when={session.isCurrent}><span class={styles.mark}>{door().account.thisOne}</span></Show></p>
                <p class={styles.note}>
                  <Show when={session.address}>{(address) => <>{door().account.address}: {address()} · </>}</Show>
                  {door().account.since}: {moment(session.createdAt)}
                  <Show when={!session.isCurrent}> · {door().account.lastUsed}: {moment(session.lastUsedAt)}</Show>
                </p>
              </div>
              <Show when={!session.isCurrent}>
                <button type="button" class={controls.button} aria-disabled={isBusy()} aria-label={door().account.endOf(`${nameOf(session)}, ${moment(session.lastUsedAt)}`)} onClick={() => void end('/account/end-session', { id: session.id }, 'one')}>{door().account.end}</button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <p class={styles.said} role="status">{said() === 'one' ? door().account.ended : said() === 'others' ? door().account.endedOthers : ''}</p>
      <Problem>{sentence()}</Problem>
      <Show when={props.account.sessions.length > 1}>
        <div class={styles.buttons}><button type="button" class={controls.button} aria-disabled={isBusy()} onClick={() => void end('/account/end-other-sessions', {}, 'others')}>{door().account.endOthers}</button></div>
      </Show>
    </Section>
  );
}
