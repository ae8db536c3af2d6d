import { Navigate, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
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
  const { words } = usePreferences();
  const door = useDoorWords();
  const [problem, setProblem] = createSignal<'too-many' | 'unreachable' | 'failed' | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const leave = async () => {
    if (isBusy()) return;
    setBusy(true);
    const address = await providerAddress(props.next);
    switch (address) {
      case 'wrong':
      case 'failed':
        setProblem('failed');
        break;
      case 'too-many':
      case 'unreachable':
        setProblem(address);
        break;
      default:
        location.assign(address);
        return;
    }
    setBusy(false);
  };
  const sentence = () => {
    switch (problem()) {
      case null:
        return '';
      case 'too-many':
        return words().login.tooMany;
      case 'unreachable':
        return words().state.unreachable;
      case 'failed':
        return door().signIn.providerErrors.failed;
    }
  };
  return (
    <>
      <p class={styles.or}>{door().signIn.or}</p>
      <button type="button" class={`${controls.button} ${styles.provider}`} aria-disabled={isBusy()} onClick={() => void leave()}>{door().signIn.with(props.name)}</button>
      <Problem>{sentence()}</Problem>
    </>
  );
}
