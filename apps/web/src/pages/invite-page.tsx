import { useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { passwordLength, permissions, permissionsOf, roles, type Permission, type RoleName } from '@pegel/domain';
import { localeOf } from '@pegel/presentation';
import { DoorFrame, DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { faultIn, useFaultSentences } from '../door/faults.js';
import { createPasswordCheck } from '../door/password-check.js';
import { signIn } from '../door/sign-in.js';
import { SignInForm } from '../door/sign-in-form.jsx';
import styles from '../door/door.module.css';
import { createForm } from '../form/create-form.js';
import { EmailField, PasswordField, Problem, SubmitButton } from '../form/fields.jsx';
import { createAnswer } from '../primitives/create-answer.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { createAccount, createDoor } from '../session/account.js';
import { ask, type Answer } from '../session/asking.js';
import { signOut, useSession } from '../session/session.js';
import controls from '../shell/controls.module.css';

const channelName = 'pegel.signed-in';

/** Says in the other windows of this browser that somebody has signed in. Nothing else is said, least of all who. */
function tellOtherWindows(): void {
  const channel = new BroadcastChannel(channelName);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone.
  channel.postMessage('');
  channel.close();
}

interface Invitation {
  readonly organisation: { readonly slug: string; readonly name: string };
  readonly email: string;
  readonly role: RoleName;
  readonly grants: readonly Permission[];
  readonly expiresAt: string;
  readonly hasAccount: boolean;
}

/**
 * Follows the link of an invitation. Its secret stands behind the # alone: it is sent in bodies, and kept nowhere but in
 * this page, which is why signing in through a provider happens in a window of its own.
 */
export function InvitePage() {
  const { words } = usePreferences();
  const door = useDoorWords();
  const location = useLocation();
  const secret = () => location.hash.slice(1);
  const account = createAccount();
  const isSignedIn = () => account.answer()?.kind === 'answered';
  createEffect(() => {
    if (secret() === '' && isSignedIn()) tellOtherWindows();
  });
  const answer = createAnswer<Answer<Invitation>>(() => ({ queryKey: ['invitation', secret()], queryFn: () => ask<Invitation>('/invitation', { token: secret() }), enabled: secret() !== '', gcTime: 0, staleTime: Infinity }));
  const invitation = () => {
    const { data } = answer();
    return data?.kind === 'answered' ? data.body : null;
  };
  const refused = () => {
    const { data } = answer();
    return data === undefined || data.kind === 'answered' ? null : data;
  };
  const faults = useFaultSentences({ failed: () => words().state.failed });
  /** What has nothing to do with the link. */
  const problem = () => {
    const why = refused();
    return why === null || (why.kind === 'refused' && why.status < 500 && why.status !== 429) ? null : faults[faultIn(why)]();
  };
  return (
    <DoorFrame title={invitation() === null ? door().invitation.plainTitle : door().invitation.title(invitation()?.organisation.name ?? '')}>
      <Switch>
        <Match when={secret() === ''}><DoorHeading text={door().invitation.plainTitle} purpose={isSignedIn() ? door().signIn.returned : door().invitation.noSecret} /></Match>
        <Match when={invitation()}>{(known) => <InvitationView invitation={known()} secret={secret()} onReload={() => void answer().refetch()} />}</Match>
        <Match when={problem()}>
          <DoorHeading text={door().invitation.plainTitle} />
          <Problem>{problem()}</Problem>
          <button type="button" class={controls.button} onClick={() => void answer().refetch()}>{door().form.again}</button>
        </Match>
        <Match when={refused()}>
          <DoorHeading text={door().invitation.plainTitle} />
          <Problem>{door().invitation.dead}</Problem>
          <p class={styles.note}>{door().invitation.deadNext}</p>
          <a class={controls.button} href="/login">{door().setUp.toSignIn}</a>
        </Match>
      </Switch>
    </DoorFrame>
  );
}

function InvitationView(props: { invitation: Invitation; secret: string; onReload: () => void }) {
  const { language } = usePreferences();
  const door = useDoorWords();
  const session = useSession();
  const account = createAccount();
  const current = () => {
    const answer = account.answer();
    return answer?.kind === 'answered' ? answer.body.email : null;
  };
  const isTheirs = () => current()?.toLowerCase() === props.invitation.email.toLowerCase();
  const reload = () => {
    void account.reload();
    props.onReload();
  };
  // Somebody who signs in in another window comes back to this one.
  const look = () => {
    if (current() === null) reload();
  };
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', look);
  window.addEventListener('focus', look);
  onCleanup(() => {
    channel.close();
    window.removeEventListener('focus', look);
  });
  const until = createMemo(() => localeOf(language(), { currency: 'USD', today: null }).format.moment(props.invitation.expiresAt, new Intl.DateTimeFormat().resolvedOptions().timeZone));
  const may = () => [...permissionsOf(props.invitation.role, props.invitation.grants)].map((permission) => permissions[permission][language()]);
  return (
    <>
      <DoorHeading text={door().invitation.title(props.invitation.organisation.name)} />
      <dl class={styles.facts}>
        <dt>{door().invitation.for}</dt>
        <dd>{props.invitation.email}</dd>
        <dt>{door().invitation.role}</dt>
        <dd>{roles[props.invitation.role].label}</dd>
        <dt>{door().invitation.may}</dt>
        <dd><Show when={may().length > 0} fallback={door().invitation.mayNothing}><ul><For each={may()}>{(sentence) => <li>{sentence}</li>}</For></ul></Show></dd>
        <dt>{door().invitation.until}</dt>
        <dd>{until()}</dd>
      </dl>
      <Switch>
        <Match when={account.answer() === null}>{null}</Match>
        <Match when={isTheirs()}>
          <p class={styles.note}>{door().invitation.signedInAs(props.invitation.email)}</p>
          <AcceptForm invitation={props.invitation} secret={props.secret} onStale={reload} />
        </Match>
        <Match when={current()}>
          {(other) => (
            <>
              <p class={styles.warning}>{door().invitation.other(other(), props.invitation.email)}</p>
              <button type="button" class={controls.button} onClick={() => void signOut(session).then(() => account.reload())}>{door().invitation.signOut}</button>
            </>
          )}
        </Match>
        <Match when={props.invitation.hasAccount}>
          <p class={styles.note}>{door().invitation.signInFirst(props.invitation.email)}</p>
          <SignInForm email={props.invitation.email} onSignedIn={() => void account.reload()} />
          <ThroughProvider />
        </Match>
        <Match when={!props.invitation.hasAccount}>
          <AcceptForm invitation={props.invitation} secret={props.secret} choosesPassword onStale={reload} />
          <ThroughProvider />
        </Match>
      </Switch>
    </>
  );
}

function AcceptForm(props: { invitation: Invitation; secret: string; choosesPassword?: boolean; onStale: () => void }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const { queries } = useSession();
  const navigate = useNavigate();
  const passwordProblem = createPasswordCheck();
  const faults = useFaultSentences();
  const form = createForm({
    names: ['password'],
    check: ({ password }) => (props.choosesPassword === true ? passwordProblem(password) : {}),
    async send({ password }) {
      const { organisation, email } = props.invitation;
      const answer = await ask('/invitation/accept', { token: props.secret, ...(props.choosesPassword === true ? { password } : {}) });
      if (answer.kind === 'answered') {
        if (props.choosesPassword === true) await signIn(email, password);
        queries.clear();
        navigate(`/${organisation.slug}`, { replace: true });
        return;
      }
      if (answer.kind === 'unreachable') return { whole: faults.unreachable };
      if (answer.status === 400 && props.choosesPassword === true) return { fields: { password: () => answer.message } };
      if (answer.status === 404) return { whole: () => door().invitation.dead };
      // Somebody has made the account, or has signed in as somebody else, while this page was open.
      if (answer.status === 401 || answer.status === 403) return props.onStale();
      return { whole: faults[faultIn(answer)] };
    },
  });
  return (
    <form class={styles.form} onSubmit={form.submit} onInput={form.edit} noValidate>
      <Show when={props.choosesPassword}>
        <p class={styles.note}>{door().invitation.choose}</p>
        <EmailField label={words().login.email} name="email" value={props.invitation.email} readonly />
        <PasswordField label={words().login.password} hint={door().password.hint(passwordLength.min)} name="password" autocomplete="new-password" problem={form.error('password')} />
      </Show>
      <Problem>{form.problem()}</Problem>
      <SubmitButton isBusy={form.isBusy()}>{door().invitation.join(props.invitation.organisation.name)}</SubmitButton>
    </form>
  );
}

/** The way through the identity provider, in a window of its own. */
function ThroughProvider() {
  const door = useDoorWords();
  const offer = createDoor();
  return (
    <Show when={offer()?.oidc}>
      {(provider) => (
        <>
          <p class={styles.or}>{door().signIn.or}</p>
          <a class={`${controls.button} ${styles.provider}`} href="/login?next=%2Finvite" target="_blank" rel="noopener">{door().invitation.throughProvider(provider().name)}</a>
          <p class={styles.note}>{door().invitation.throughProviderHint}</p>
        </>
      )}
    </Show>
  );
}
