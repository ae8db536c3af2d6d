import { useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, createUniqueId, Show } from 'solid-js';
import type { Dictionary } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { returnAddress, signIn, useSession, type SignInOutcome } from '../session/session.js';
import { AccountSettings } from '../shell/account-settings.jsx';
import { Mark } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import forms from '../shell/form.module.css';
import styles from './login-page.module.css';

type Problem = Exclude<SignInOutcome, 'signed-in'> | 'missing';

/** Signs in with an e-mail address and a password, then returns to where the reader came from. */
export function LoginPage() {
  const { words } = usePreferences();
  const session = useSession();
  const navigate = useNavigate();
  const [parameters] = useSearchParams<{ next?: string }>();
  const [problem, setProblem] = createSignal<Problem | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const explanation = createUniqueId();

  createEffect(() => {
    document.title = `${words().login.title} · ${words().product}`;
  });

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [email, password] = [String(fields.get('email')).trim(), String(fields.get('password'))];
    if (email === '' || password === '') {
      setProblem('missing');
      return;
    }
    setBusy(true);
    setProblem(null);
    const outcome = await signIn(email, password);
    setBusy(false);
    if (outcome !== 'signed-in') {
      setProblem(outcome);
      return;
    }
    // Whatever was seen before belonged to somebody else, or to nobody.
    session.queries.clear();
    navigate(returnAddress(parameters.next), { replace: true });
  };

  return (
    <main class={styles.page}>
      <div class={styles.card}>
        <div class={styles.brand}>
          <Mark />
          <span>{words().product}</span>
        </div>
        <div>
          <h1>{words().login.title}</h1>
          <p class={styles.purpose}>{parameters.next === undefined ? words().login.purpose : words().login.expired}</p>
        </div>
        <form class={forms.form} onSubmit={(event) => void submit(event)} noValidate>
          <label class={forms.field}>
            {words().login.email}
            <input name="email" type="email" autocomplete="username" autocapitalize="none" spellcheck={false} aria-describedby={explanation} aria-invalid={problem() === 'wrong' || problem() === 'missing'} />
          </label>
          <label class={forms.field}>
            {words().login.password}
            <input name="password" type="password" autocomplete="current-password" aria-describedby={explanation} aria-invalid={problem() === 'wrong' || problem() === 'missing'} />
          </label>
          <p class={forms.problem} id={explanation} role="alert">
            <Show when={problem()}>{(known) => sentence(known(), words())}</Show>
          </p>
          <button type="submit" class={`${controls.button} ${controls.primary}`} disabled={isBusy()}>
            {isBusy() ? words().login.busy : words().login.submit}
          </button>
        </form>
      </div>
      <AccountSettings reader={null} canSignOut={false} />
    </main>
  );
}

function sentence(problem: Problem, words: Dictionary): string {
  switch (problem) {
    case 'missing':
      return words.login.missing;
    case 'wrong':
      return words.login.wrong;
    case 'too-many':
      return words.login.tooMany;
    case 'unreachable':
      return words.state.unreachable;
    case 'failed':
      return words.login.failed;
  }
}
