import { createSignal, Show } from 'solid-js';
import { passwordLength } from '@pegel/domain';
import { useDoorWords } from '../door/door-words.js';
import { faultIn, useFaultSentences } from '../door/faults.js';
import { createPasswordCheck } from '../door/password-check.js';
import styles from '../door/door.module.css';
import { createForm } from '../form/create-form.js';
import { EmailField, PasswordField, Problem, SubmitButton } from '../form/fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { ask, isSignedOut } from '../session/asking.js';
import type { OwnAccount } from '@pegel/domain';
import { Section } from './section.jsx';

/** Changes the password; every other session ends with it. */
export function PasswordSection(props: { account: OwnAccount; onChanged: () => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const passwordProblem = createPasswordCheck();
  const [said, setSaid] = createSignal(false);
  let element: HTMLFormElement | undefined;
  const faults = useFaultSentences();
  const form = createForm({
    names: ['current', 'password'],
    check: ({ current, password }) => ({ ...(current === '' ? { current: () => door().form.missing } : {}), ...passwordProblem(password) }),
    async send({ current, password }) {
      setSaid(false);
      const answer = await ask('/auth/change-password', { currentPassword: current, newPassword: password });
      if (answer.kind === 'answered') {
        element?.reset();
        setSaid(true);
        props.onChanged();
        return;
      }
      if (isSignedOut(answer)) return props.onChanged();
      if (answer.kind === 'refused' && answer.code === 'wrong-password') return { fields: { current: () => door().password.wrong } };
      if (answer.kind === 'refused' && answer.status === 400) return { fields: { password: () => door().password.refused } };
      return { whole: faults[faultIn(answer)] };
    },
  });
  return (
    <Section title={door().account.passwordTitle}>
      <Show when={props.account.hasPassword} fallback={<p class={styles.note}>{door().account.noPassword}</p>}>
        <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate ref={(made) => (element = made)}>
          <p class={styles.note}>{door().account.changeHint}</p>
          <div hidden><EmailField label={words().login.email} value={props.account.email} readonly /></div>
          <PasswordField label={door().password.currentOfChange} name="current" autocomplete="current-password" problem={form.error('current')} />
          <PasswordField label={door().password.choose} hint={door().password.hint(passwordLength.min)} name="password" autocomplete="new-password" problem={form.error('password')} />
          <Problem>{form.problem()}</Problem>
          <div class={styles.buttons}><SubmitButton isBusy={form.isBusy()}>{door().account.change}</SubmitButton></div>
          <p class={styles.said} role="status">{said() ? door().account.changed : ''}</p>
        </form>
      </Show>
    </Section>
  );
}
