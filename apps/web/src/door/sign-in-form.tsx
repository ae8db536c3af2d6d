import { createSignal, Match, Show, Switch } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createForm, type Says } from '../form/create-form.js';
import { EmailField, OneTimeCodeField, PasswordField, Problem, SubmitButton, TextField } from '../form/fields.jsx';
import { useSession } from '../session/session.js';
import { DoorHeading } from './door-frame.jsx';
import { useDoorWords } from './door-words.js';
import { useFaultSentences } from './faults.js';
import { confirmSecondStep, signIn, type SecondStep } from './sign-in.js';
import styles from './door.module.css';

interface SignInFormProps {
  /** The only address that is meant, where it is known; nobody can then change it. */
  readonly email?: string;
  readonly onSignedIn: () => void;
  /** Whether the second step is being asked for. */
  readonly onSecondStep?: (asks: boolean) => void;
}

/** E-mail address and password, and the second step where the account has one. */
export function SignInForm(props: SignInFormProps) {
  const { queries } = useSession();
  const [step, setStep] = createSignal<SecondStep | null>(null);
  const proceed = (next: SecondStep | null) => {
    setStep(next);
    props.onSecondStep?.(next !== null);
  };
  const finish = () => {
    // Whatever was seen before belonged to somebody else, or to nobody.
    queries.clear();
    props.onSignedIn();
  };
  return (
    <Show when={step()} keyed fallback={<PasswordStep email={props.email} onSignedIn={finish} onSecondStep={() => proceed('totp')} />}>
      {(kind) => <CodeStep kind={kind} onSignedIn={finish} onSwitch={proceed} />}
    </Show>
  );
}

function PasswordStep(props: { email: string | undefined; onSignedIn: () => void; onSecondStep: () => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const faults = useFaultSentences({ failed: () => words().login.failed });
  const missing: Says = () => door().form.missing;
  const form = createForm({
    names: ['email', 'password'],
    check: ({ email, password }) => ({ ...(email.trim() === '' ? { email: missing } : {}), ...(password === '' ? { password: missing } : {}) }),
    async send({ email, password }) {
      const outcome = await signIn(email.trim(), password);
      switch (outcome) {
        case 'signed-in':
          return props.onSignedIn();
        case 'second-step':
          return props.onSecondStep();
        case 'wrong':
          return { fields: { password: () => words().login.wrong } };
        default:
          return { whole: faults[outcome] };
      }
    },
  });
  return (
    <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate>
      <EmailField label={words().login.email} name="email" value={props.email ?? ''} readonly={props.email !== undefined} problem={form.error('email')} />
      <PasswordField label={words().login.password} name="password" autocomplete="current-password" problem={form.error('password')} />
      <Problem>{form.problem()}</Problem>
      <SubmitButton isBusy={form.isBusy()}>{words().login.submit}</SubmitButton>
    </form>
  );
}

function CodeStep(props: { kind: SecondStep; onSignedIn: () => void; onSwitch: (next: SecondStep | null) => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const faults = useFaultSentences({ 'too-many': () => door().signIn.locked, failed: () => words().login.failed });
  const form = createForm({
    names: ['code'],
    check: ({ code }) => (code.trim() === '' ? { code: () => door().form.missing } : {}),
    async send({ code }) {
      const outcome = await confirmSecondStep(props.kind, code);
      switch (outcome) {
        case 'signed-in':
          return props.onSignedIn();
        case 'wrong':
          return { fields: { code: () => (props.kind === 'totp' ? door().signIn.wrongCode : door().signIn.wrongBackup) } };
        case 'too-late':
          return { whole: () => door().signIn.tooLate };
        default:
          return { whole: faults[outcome] };
      }
    },
  });
  return (
    <>
      <DoorHeading text={door().signIn.secondTitle} />
      <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate>
        <Switch>
          <Match when={props.kind === 'totp'}><OneTimeCodeField label={door().signIn.code} hint={door().signIn.codeHint} name="code" problem={form.error('code')} /></Match>
          <Match when={props.kind === 'backup-code'}>
            <TextField label={door().signIn.backupCode} hint={door().signIn.backupHint} name="code" autocomplete="off" autocapitalize="none" spellcheck={false} problem={form.error('code')} />
          </Match>
        </Switch>
        <Problem>{form.problem()}</Problem>
        <SubmitButton isBusy={form.isBusy()}>{door().signIn.confirm}</SubmitButton>
        <button type="button" class={styles.link} onClick={() => props.onSwitch(props.kind === 'totp' ? 'backup-code' : 'totp')}>
          {props.kind === 'totp' ? door().signIn.useBackup : door().signIn.useApp}
        </button>
        <button type="button" class={styles.link} onClick={() => props.onSwitch(null)}>{door().signIn.startAgain}</button>
      </form>
    </>
  );
}
