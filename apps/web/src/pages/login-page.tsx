import { Navigate, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { useFaultSentences, type Fault } from '../door/faults.js';
import { providerErrorOf } from '../door/provider-error.js';
import { providerAddress } from '../door/sign-in.js';
import { SignInForm } from '../door/sign-in-form.jsx';
import styles from '../door/door.module.css';
import { Problem } from '../form/fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { createDoor } from '../session/account.js';
import { returnAddress } from '../session/session.js';
import controls from '../shell/controls.module.css';

/** Signs in, with a password or through the identity provider, then returns to where the reader came from. */
export function LoginPage() {
  const { words } = usePreferences();
  const door = useDoorWords();
  const navigate = useNavigate();
  const [parameters] = useSearchParams<{ next?: string; error?: string }>();
  const offer = createDoor();
  const [asksForCode, setAsksForCode] = createSignal(false);
  const next = () => returnAddress(parameters.next);
  return (
    <Show when={offer()?.setUp !== true} fallback={<Navigate href="/setup" />}>
      <DoorFrame title={words().login.title}>
        <Show when={!asksForCode()}>
          <DoorHeading text={words().login.title} purpose={parameters.next === undefined ? words().login.purpose : words().login.expired} />
          <Show when={parameters.error}>{(word) => <Problem>{door().signIn.providerErrors[providerErrorOf(word())]}</Problem>}</Show>
        </Show>
        <SignInForm onSecondStep={setAsksForCode} onSignedIn={() => navigate(next(), { replace: true })} />
        <Show when={!asksForCode() && offer()?.oidc}>{(provider) => <ProviderButton name={provider().name} next={next()} />}</Show>
      </DoorFrame>
    </Show>
  );
}

/** Leaves for the identity provider. */
function ProviderButton(props: { name: string; next: string }) {
  const door = useDoorWords();
  const faults = useFaultSentences({ failed: () => door().signIn.providerErrors.failed });
  const [fault, setFault] = createSignal<Fault | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const leave = async () => {
    if (isBusy()) return;
    setBusy(true);
    const going = await providerAddress(props.next);
    if (typeof going === 'object') return location.assign(going.url);
    setFault(going);
    setBusy(false);
  };
  const sentence = () => {
    const known = fault();
    return known === null ? '' : faults[known]();
  };
  return (
    <>
      <p class={styles.or}>{door().signIn.or}</p>
      <button type="button" class={`${controls.button} ${styles.provider}`} aria-disabled={isBusy()} onClick={() => void leave()}>{door().signIn.with(props.name)}</button>
      <Problem>{sentence()}</Problem>
    </>
  );
}
