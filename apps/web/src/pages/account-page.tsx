import { Navigate } from '@solidjs/router';
import { createEffect, Match, Switch } from 'solid-js';
import { Organisations } from '../account/organisations.jsx';
import { PasswordSection } from '../account/password-section.jsx';
import { SecondStepSection } from '../account/second-step-section.jsx';
import { Section } from '../account/section.jsx';
import { SessionsSection } from '../account/sessions-section.jsx';
import { useDoorWords } from '../door/door-words.js';
import styles from '../door/door.module.css';
import { Problem } from '../form/fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { createAccount } from '../session/account.js';
import { isSignedOut } from '../session/asking.js';
import { loginAddress } from '../session/session.js';
import { AppShell } from '../shell/app-shell.jsx';
import controls from '../shell/controls.module.css';

/** Somebody's own account: password, second step, where they are signed in, where they are a member. */
export function AccountPage() {
  const { words } = usePreferences();
  const door = useDoorWords();
  const account = createAccount();
  createEffect(() => {
    document.title = `${door().account.title} · ${words().product}`;
  });
  const own = () => {
    const answer = account.answer();
    return answer?.kind === 'answered' ? answer.body : null;
  };
  return (
    <Switch fallback={<AppShell reader={null}>{null}</AppShell>}>
      <Match when={own()}>
        {(known) => (
          <AppShell reader={null}>
            <div class={styles.account}>
              <div>
                <h1>{door().account.title}</h1>
                <p class={styles.purpose}>{known().email}</p>
              </div>
              <Section title={door().account.organisationsTitle}><Organisations account={known()} /></Section>
              <PasswordSection account={known()} onChanged={() => void account.reload()} />
              <SecondStepSection account={known()} onChanged={account.reload} />
              <SessionsSection account={known()} onChanged={account.reload} />
            </div>
          </AppShell>
        )}
      </Match>
      <Match when={isSignedOut(account.answer())}><Navigate href={loginAddress('/account')} /></Match>
      <Match when={account.answer()}>
        {(answer) => (
          <AppShell reader={null}>
            <h1>{door().account.title}</h1>
            <Problem>{answer().kind === 'unreachable' ? words().state.unreachable : words().state.failed}</Problem>
            <button type="button" class={controls.button} onClick={() => void account.reload()}>{door().form.again}</button>
          </AppShell>
        )}
      </Match>
    </Switch>
  );
}
