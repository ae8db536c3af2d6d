import { createSignal, Match, Show, Switch } from 'solid-js';
import { useDoorWords } from '../door/door-words.js';
import { faultIn, useFaultSentences } from '../door/faults.js';
import { confirmSecondStep } from '../door/sign-in.js';
import styles from '../door/door.module.css';
import { CopiedText } from '../form/copied-text.jsx';
import { createForm } from '../form/create-form.js';
import { EmailField, OneTimeCodeField, PasswordField, Problem, SubmitButton } from '../form/fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { ask, isSignedOut } from '../session/asking.js';
import type { OwnAccount } from '@pegel/domain';
import controls from '../shell/controls.module.css';
import { BackupCodes } from './backup-codes.jsx';
import { QrCode } from './qr-code.jsx';
import { createFocusPlace, Section } from './section.jsx';

/** What needs the password once more. */
type Wish = 'enable' | 'disable' | 'generate-backup-codes';

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The second step of signing in: switching it on with a phone, off again, and codes for the day the phone is lost. */
export function SecondStepSection(props: { account: OwnAccount; onChanged: () => Promise<void> }) {
  const door = useDoorWords();
  const [wish, setWish] = createSignal<Wish | null>(null);
  const [enrolment, setEnrolment] = createSignal<Enrolment | null>(null);
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  const [said, setSaid] = createSignal<'on' | 'off' | null>(null);

  const heading = createFocusPlace();
  const leave = (close: () => void) => {
    close();
    heading.focus();
  };

  const allowed = async (done: Wish, answer: Partial<Enrolment> | null) => {
    setWish(null);
    switch (done) {
      case 'enable':
        setEnrolment({ totpURI: answer?.totpURI ?? '', backupCodes: answer?.backupCodes ?? [] });
        return;
      case 'generate-backup-codes':
        setCodes(answer?.backupCodes ?? []);
        return;
      case 'disable':
        setSaid('off');
        heading.focus();
        await props.onChanged();
    }
  };
  const confirmed = async () => {
    setCodes(enrolment()?.backupCodes ?? []);
    setEnrolment(null);
    setSaid('on');
    await props.onChanged();
  };
  const begin = (next: Wish) => {
    setSaid(null);
    setWish(next);
  };

  return (
    <Section title={door().account.secondTitle} heading={heading}>
      <p class={styles.note}><strong>{props.account.twoFactor ? door().account.on : door().account.off}.</strong> {props.account.twoFactor ? door().account.secondOn : door().account.secondOff}</p>
      <p class={styles.said} role="status">{said() === 'on' ? door().account.isOn : said() === 'off' ? door().account.isOff : ''}</p>
      <Switch>
        <Match when={codes()}>{(made) => <BackupCodes codes={made()} email={props.account.email} onKept={() => leave(() => setCodes(null))} />}</Match>
        <Match when={enrolment()}>{(started) => <ConfirmForm email={props.account.email} enrolment={started()} onConfirmed={confirmed} onCancel={() => leave(() => setEnrolment(null))} />}</Match>
        <Match when={wish()} keyed>{(what) => <PasswordForm wish={what} email={props.account.email} onAllowed={(answer) => allowed(what, answer)} onSignedOut={props.onChanged} onCancel={() => leave(() => setWish(null))} />}</Match>
        <Match when={props.account.twoFactor}>
          <div class={styles.buttons}>
            <button type="button" class={controls.button} onClick={() => begin('generate-backup-codes')}>{door().account.newCodes}</button>
            <button type="button" class={controls.button} onClick={() => begin('disable')}>{door().account.turnOff}</button>
          </div>
        </Match>
        <Match when={!props.account.twoFactor}>
          <div class={styles.buttons}><button type="button" class={`${controls.button} ${controls.primary}`} onClick={() => begin('enable')}>{door().account.turnOn}</button></div>
        </Match>
      </Switch>
    </Section>
  );
}

/** Asks for the password before anything of the second step changes. */
function PasswordForm(props: { wish: Wish; email: string; onAllowed: (answer: Partial<Enrolment> | null) => Promise<void>; onSignedOut: () => Promise<void>; onCancel: () => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const faults = useFaultSentences();
  const form = createForm({
    names: ['password'],
    check: ({ password }) => (password === '' ? { password: () => door().form.missing } : {}),
    async send({ password }) {
      const answer = await ask<Partial<Enrolment> | null>(`/auth/two-factor/${props.wish}`, { password });
      if (answer.kind === 'answered') return props.onAllowed(answer.body);
      if (isSignedOut(answer)) return props.onSignedOut();
      return answer.kind === 'refused' && answer.code === 'wrong-password' ? { fields: { password: () => door().password.wrong } } : { whole: faults[faultIn(answer)] };
    },
  });
  const submit = () => ({ enable: door().account.turnOn, disable: door().account.turnOff, 'generate-backup-codes': door().account.newCodes })[props.wish];
  let element: HTMLFormElement | undefined;
  queueMicrotask(() => element?.querySelector<HTMLInputElement>('input[name="password"]')?.focus());
  return (
    <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate ref={(made) => (element = made)}>
      <p class={styles.note}>{door().account.passwordForThis} <Show when={props.wish === 'generate-backup-codes'}>{door().account.newCodesReplace}</Show></p>
      <div hidden><EmailField label={words().login.email} value={props.email} readonly /></div>
      <PasswordField label={door().password.current} name="password" autocomplete="current-password" problem={form.error('password')} />
      <Problem>{form.problem()}</Problem>
      <div class={styles.buttons}>
        <SubmitButton isBusy={form.isBusy()}>{submit()}</SubmitButton>
        <button type="button" class={controls.button} onClick={() => props.onCancel()}>{words().action.cancel}</button>
      </div>
    </form>
  );
}

/** Shows the secret to an authenticator app, and asks for what the app makes of it. */
function ConfirmForm(props: { email: string; enrolment: Enrolment; onConfirmed: () => Promise<void>; onCancel: () => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const faults = useFaultSentences();
  const form = createForm({
    names: ['code'],
    check: ({ code }) => (code.trim() === '' ? { code: () => door().form.missing } : {}),
    async send({ code }) {
      const outcome = await confirmSecondStep('totp', code);
      switch (outcome) {
        case 'signed-in':
          return props.onConfirmed();
        case 'wrong':
        case 'too-late':
          return { fields: { code: () => door().signIn.wrongCode } };
        default:
          return { whole: faults[outcome] };
      }
    },
  });
  return (
    <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate>
      <h3 class={styles.heading3} tabindex="-1" ref={(heading) => queueMicrotask(() => heading.focus())}>{door().account.scan}</h3>
      <QrCode class={styles.qr} text={props.enrolment.totpURI} label={door().account.qr} />
      <div>
        <p class={styles.note}>{door().account.secret}</p>
        <CopiedText label={door().account.secretLabel} text={grouped(secretIn(props.enrolment.totpURI))} copied={secretIn(props.enrolment.totpURI)} />
        <p class={styles.note}>{door().account.secretHint}</p>
      </div>
      <OneTimeCodeField label={door().account.confirm} hint={door().account.confirmHint} name="code" problem={form.error('code')} />
      <Problem>{form.problem()}</Problem>
      <div class={styles.buttons}>
        <SubmitButton isBusy={form.isBusy()}>{door().account.confirmButton}</SubmitButton>
        <button type="button" class={controls.button} onClick={() => props.onCancel()}>{words().action.cancel}</button>
      </div>
    </form>
  );
}

const secretIn = (uri: string): string => (URL.canParse(uri) ? (new URL(uri).searchParams.get('secret') ?? '') : '');

/** In fours, as people read and type. */
const grouped = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');
