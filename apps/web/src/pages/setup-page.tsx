import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createComputed, createSignal, Match, Switch } from 'solid-js';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { signIn } from '../door/sign-in.js';
import styles from '../door/door.module.css';
import type { Says } from '../form/create-form.js';
import { createDoor } from '../session/account.js';
import { useSession } from '../session/session.js';
import { CheckStep } from '../setup/check-step.jsx';
import { DoneView, type Done } from '../setup/done.jsx';
import { createDraft, firstOpenStep, stepNames, type StepName } from '../setup/draft.js';
import type { WireField } from '../setup/found.js';
import { CostsStep, DaysStep, NamesStep, OwnerStep } from '../setup/steps.jsx';
import controls from '../shell/controls.module.css';

/** Sets up the first organisation of a server, for whoever has the code that the server printed; afterwards it says that this is over. */
export function SetUpPage() {
  const door = useDoorWords();
  const offer = createDoor();
  const [done, setDone] = createSignal<Done | null>(null);
  const [isClosed, setClosed] = createSignal(false);
  return (
    <DoorFrame title={door().setUp.title} isWide>
      <Switch>
        <Match when={done()}>{(made) => <DoneView done={made()} />}</Match>
        <Match when={isClosed() || offer()?.setUp === false}><ClosedView /></Match>
        <Match when={offer()}><Wizard onDone={setDone} onClosed={() => setClosed(true)} /></Match>
      </Switch>
    </DoorFrame>
  );
}

function ClosedView() {
  const door = useDoorWords();
  return (
    <>
      <DoorHeading text={door().setUp.closed} purpose={door().setUp.closedWhy} />
      <a class={`${controls.button} ${controls.primary}`} href="/login">{door().setUp.toSignIn}</a>
    </>
  );
}

/** The steps. Where somebody is stands in the address, so that the browser's own way back works too. */
function Wizard(props: { onDone: (done: Done) => void; onClosed: () => void }) {
  const door = useDoorWords();
  const { queries } = useSession();
  const location = useLocation();
  const navigate = useNavigate();
  const [parameters] = useSearchParams<{ step?: string }>();
  const [draft, change, forget] = createDraft();
  const [code, setCode] = createSignal('');
  const [asksForCode, setAsksForCode] = createSignal(true);
  // Also when the whole address is pasted over one without a code.
  createComputed(() => {
    const inAddress = location.hash.slice(1);
    if (inAddress === '') return;
    setCode(inAddress);
    setAsksForCode(false);
  });
  const [codeError, setCodeError] = createSignal<Says | null>(null);
  const [password, setPassword] = createSignal('');
  const [refused, setRefused] = createSignal<Partial<Record<WireField, Says>>>({});

  /** Nobody gets past a step that lacks something, whatever the address says. */
  const step = (): StepName => {
    const asked = stepNames.find((name) => name === parameters.step) ?? 'owner';
    const open = firstOpenStep(draft());
    return stepNames.indexOf(asked) > stepNames.indexOf(open) || (asksForCode() && code() === '') ? (asksForCode() && code() === '' ? 'owner' : open) : asked;
  };
  const go = (name: StepName) => navigate(`/setup?step=${name}${location.hash}`);
  const leave = (from: StepName, by: 1 | -1) => {
    setRefused({});
    setCodeError(null);
    go(stepNames[stepNames.indexOf(from) + by] ?? from);
  };
  const finish = async (slug: string, ingestKey: string, chosen: string) => {
    const { organisation: name, email } = draft();
    forget();
    const isSignedIn = (await signIn(email, chosen)) === 'signed-in';
    queries.clear();
    props.onDone({ name, slug, email, ingestKey, isSignedIn });
    // The code opens nothing any more.
    navigate('/setup', { replace: true });
  };
  const common = (name: StepName) => ({ get draft() { return draft(); }, change, refused, onNext: () => leave(name, 1), onBack: () => leave(name, -1) });

  return (
    <>
      <p class={styles.progress}>
        <span>{door().setUp.title}</span>
        <span>{door().setUp.stepOf(stepNames.indexOf(step()) + 1, stepNames.length)}</span>
        <progress aria-label={door().setUp.progress} max={stepNames.length} value={stepNames.indexOf(step()) + 1} />
      </p>
      <Switch>
        <Match when={step() === 'owner'}>
          <OwnerStep {...common('owner')} code={code} setCode={setCode} asksForCode={asksForCode()} codeError={codeError} password={password} setPassword={setPassword} />
        </Match>
        <Match when={step() === 'days'}><DaysStep {...common('days')} /></Match>
        <Match when={step() === 'names'}><NamesStep {...common('names')} /></Match>
        <Match when={step() === 'costs'}><CostsStep {...common('costs')} /></Match>
        <Match when={step() === 'check'}>
          <CheckStep
            draft={draft()} code={code} password={password} onBack={() => leave('check', -1)} onFounded={finish}
            onRefused={(answer, chosen) => {
              setPassword(chosen);
              switch (answer.kind) {
                case 'closed':
                  return props.onClosed();
                case 'wrong-code':
                  setAsksForCode(true);
                  setCodeError(() => () => door().setUp.codeWrong);
                  return go('owner');
                case 'refused':
                  setRefused(Object.fromEntries(Object.entries(answer.fields).map(([field, sentence]) => [field, () => door().form.refused(sentence)])));
                  return go(answer.step);
              }
            }}
          />
        </Match>
      </Switch>
    </>
  );
}
