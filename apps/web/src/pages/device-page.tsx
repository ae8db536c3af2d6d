import { Navigate, useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { faultIn, useFaultSentences, type Fault } from '../door/faults.js';
import styles from '../door/door.module.css';
import { createForm } from '../form/create-form.js';
import { Problem, SubmitButton, TextField } from '../form/fields.jsx';
import { createAnswer } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createAccount } from '../session/account.js';
import { ask, isSignedOut, type Answer } from '../session/asking.js';
import { loginAddress } from '../session/session.js';
import controls from '../shell/controls.module.css';

/** As people read it: ABCD-EFGH. Empty for what is no code. */
function codeIn(text: string): string {
  const code = text.replace(/[^a-z0-9]/gi, '').toUpperCase();
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : '';
}

/** Asks whoever is signed in whether a terminal is theirs. Only pressing a button decides; following the link never does. */
export function DevicePage() {
  const { words } = usePreferences();
  const door = useDoorWords();
  const location = useLocation();
  const [parameters] = useSearchParams<{ user_code?: string }>();
  const account = createAccount();
  const code = () => codeIn(parameters.user_code ?? '');
  const signedIn = () => {
    const answer = account.answer();
    return answer?.kind === 'answered' ? answer.body : null;
  };
  const failure = () => {
    const answer = account.answer();
    return answer === null || answer.kind === 'answered' ? null : answer;
  };
  return (
    <DoorFrame title={door().terminal.title}>
      <Switch>
        <Match when={signedIn()}>
          {(own) => <Show when={code()} keyed fallback={<CodeForm />}>{(known) => <Question code={known} email={own().email} />}</Show>}
        </Match>
        <Match when={isSignedOut(account.answer())}><Navigate href={loginAddress(`${location.pathname}${location.search}`)} /></Match>
        <Match when={failure()}>
          <Problem>{failure()?.kind === 'unreachable' ? words().state.unreachable : words().state.failed}</Problem>
          <button type="button" class={controls.button} onClick={() => void account.reload()}>{door().form.again}</button>
        </Match>
      </Switch>
    </DoorFrame>
  );
}

function CodeForm() {
  const door = useDoorWords();
  const navigate = useNavigate();
  const form = createForm({
    names: ['code'],
    check: ({ code }) => (codeIn(code) === '' ? { code: () => door().terminal.codeForm } : {}),
    send: async ({ code }) => navigate(`/device?user_code=${codeIn(code)}`),
  });
  return (
    <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate>
      <DoorHeading text={door().terminal.title} purpose={door().terminal.enter} />
      <TextField label={door().terminal.code} hint={door().terminal.codeHint} name="code" autocomplete="off" autocapitalize="characters" spellcheck={false} isCode problem={form.error('code')} />
      <SubmitButton isBusy={form.isBusy()}>{door().terminal.next}</SubmitButton>
    </form>
  );
}

type Decision = 'approve' | 'deny';
type Outcome = Decision | 'unknown';

function Question(props: { code: string; email: string }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const waiting = createAnswer<Answer<{ readonly status: string }>>(() => ({ queryKey: ['device', props.code], queryFn: () => ask<{ readonly status: string }>(`/auth/device?user_code=${props.code}`), staleTime: Infinity }));
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  const [busy, setBusy] = createSignal<Decision | null>(null);
  const faults = useFaultSentences();
  const [fault, setFault] = createSignal<Fault | null>(null);

  const decide = async (decision: Decision) => {
    if (busy() !== null) return;
    setBusy(decision);
    setFault(null);
    const answer = await ask(`/auth/device/${decision}`, { userCode: props.code });
    setBusy(null);
    if (answer.kind === 'answered') setOutcome(decision);
    else if (answer.kind === 'refused' && (answer.status === 400 || answer.status === 404)) setOutcome('unknown');
    else setFault(faultIn(answer));
  };
  const isWaiting = () => {
    const answer = waiting().data;
    return answer?.kind === 'answered' && answer.body.status === 'pending';
  };
  const sentence = () => {
    const known = fault();
    return known === null ? '' : faults[known]();
  };

  return (
    <Switch>
      <Match when={outcome() === 'approve'}><DoorHeading text={door().terminal.approved} purpose={door().terminal.approvedNext} /></Match>
      <Match when={outcome() === 'deny'}><DoorHeading text={door().terminal.denied} purpose={door().terminal.deniedNext} /></Match>
      <Match when={outcome() === null && isWaiting()}>
        <DoorHeading text={door().terminal.question} purpose={door().terminal.compare} />
        <p class={styles.bigCode}>{props.code}</p>
        <p class={styles.note}>{door().terminal.means(props.email)}</p>
        <p class={styles.warning}>{door().terminal.warning}</p>
        <Problem>{sentence()}</Problem>
        <div class={styles.actions}>
          <button type="button" class={controls.button} aria-disabled={busy() !== null} onClick={() => void decide('deny')}>{door().terminal.deny}</button>
          <button type="button" class={`${controls.button} ${controls.primary}`} aria-disabled={busy() !== null} onClick={() => void decide('approve')}>{busy() === 'approve' ? door().form.busy : door().terminal.approve}</button>
        </div>
      </Match>
      <Match when={waiting().data !== undefined}>
        <DoorHeading text={door().terminal.title} />
        <Problem>{waiting().data?.kind === 'unreachable' ? words().state.unreachable : door().terminal.unknown}</Problem>
        <a class={controls.button} href="/device">{door().terminal.other}</a>
      </Match>
    </Switch>
  );
}
