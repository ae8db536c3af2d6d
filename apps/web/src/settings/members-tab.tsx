import { createMemo, createSignal, createUniqueId, Index, Show, type Accessor } from 'solid-js';
import type { InvitationView, MembersView, MemberView, ReaderView } from '@pegel/client';
import { membersLimits, permissions, roles } from '@pegel/domain';
import { localeOf, type Locale, type SettingsWords } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { ActionDialog, type AskedAction } from '../shell/action-dialog.jsx';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import { createMemberChanges, createMembers, type MemberChanges } from './create-members.js';
import { choiceText, RoleChoices, roleChoiceIn } from './role-choices.jsx';
import { SecretDialog, type ShownSecret } from './secret-dialog.jsx';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** Who is at home in the organisation, who was asked to be, and what whoever looks may do about it. */
export function MembersTab(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const heading = createUniqueId();
  const invitations = createUniqueId();
  const organisation = () => props.reader.organisation;
  const answer = createMembers(() => organisation().slug);
  const changes = createMemberChanges(() => organisation().slug);
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: null }));
  const [asked, setAsked] = createSignal<AskedAction | null>(null);
  const [secret, setSecret] = createSignal<ShownSecret | null>(null);
  const [said, setSaid] = createSignal('');
  let title: HTMLHeadingElement | undefined;

  const say = (sentence: string) => {
    setSaid(sentence);
    // The button that asked may be gone with its row.
    title?.focus();
  };
  const inviting = (view: MembersView) => setAsked(invitationOf(view, { texts, changes, onMade: (email, link, expiresAt) => {
    setSaid(texts().members.invited(email));
    const until = locale().format.moment(expiresAt, organisation().timeZone);
    setSecret({ title: texts().members.link, about: texts().members.linkAbout(email, until), text: new URL(link, location.origin).href });
  } }));

  return (
    <>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {(view) => (
          <>
            <section class={panel.panel} aria-labelledby={heading}>
              <div class={styles.head}>
                <h2 id={heading} tabindex="-1" ref={(element) => (title = element)}>{texts().members.title}</h2>
                <Show when={view().mayInvite.length > 0}><button type="button" class={controls.button} onClick={() => inviting(view())}>{texts().members.invite}</button></Show>
              </div>
              <p class={styles.about}>{texts().members.about}</p>
              <p class={styles.said} role="status">{said()}</p>
              <ul class={rows.rows}>
                <Index each={view().members}>{(member) => <MemberRow member={member()} locale={locale()} timeZone={organisation().timeZone} changes={changes} onAsk={setAsked} onSay={say} />}</Index>
              </ul>
            </section>
            <section class={panel.panel} aria-labelledby={invitations}>
              <h2 id={invitations}>{texts().members.invitations}</h2>
              <Show when={view().invitations.length > 0} fallback={<p class={styles.about}>{texts().members.noInvitations}</p>}>
                <ul class={rows.rows}>
                  <Index each={view().invitations}>{(invitation) => <InvitationRow invitation={invitation()} locale={locale()} timeZone={organisation().timeZone} changes={changes} onAsk={setAsked} onSay={say} />}</Index>
                </ul>
              </Show>
            </section>
            <ActionDialog asked={asked()} onClose={() => setAsked(null)} />
            <SecretDialog shown={secret()} onClose={() => setSecret(null)} />
          </>
        )}
      </Show>
    </>
  );
}

interface RowProps {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly changes: MemberChanges;
  readonly onAsk: (asked: AskedAction) => void;
  readonly onSay: (sentence: string) => void;
}

function MemberRow(props: RowProps & { member: MemberView }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const said = () => texts().members;
  const since = () => props.locale.format.dateOf(props.member.since, props.timeZone);
  const also = () => props.member.grants.map((permission) => permissions[permission][language()]);

  const asking = {
    change: (): AskedAction => {
      const { id, email, isSelf, may, role, grants } = props.member;
      return {
        title: said().changeTitle(email), verb: said().change,
        fields: () => <RoleChoices choices={may.become} chosen={{ role, grants }} />,
        async act(fields) {
          const choice = roleChoiceIn(fields, may.become);
          if (choice === null) return texts().members.choose;
          await (isSelf ? props.changes.stepDown(choice.role) : props.changes.change(id, choice));
          props.onSay(said().changed(email, choiceText(choice, language())));
          return null;
        },
      };
    },
    remove: (): AskedAction => {
      const { id, email, isSelf } = props.member;
      return {
        title: isSelf ? said().leaveTitle : said().removeTitle(email), about: isSelf ? said().leaveAbout : said().removeAbout, verb: isSelf ? said().leave : said().remove,
        async act() {
          await (isSelf ? props.changes.leave() : props.changes.remove(id));
          props.onSay(said().removed(email));
          return null;
        },
      };
    },
    transfer: (): AskedAction => {
      const { id, email } = props.member;
      return {
        title: said().transferTitle(email), about: said().transferAbout, verb: said().transfer,
        async act() {
          await props.changes.transfer(id);
          props.onSay(said().transferred(email));
          return null;
        },
      };
    },
  };

  return (
    <li class={rows.row}>
      <div class={rows.head}>
        <h3>{props.member.email}</h3>
        <Show when={props.member.isSelf}><span>({said().you})</span></Show>
        <span class={styles.role}>{roles[props.member.role].label}</span>
        <Show when={also().length > 0}><span>{said().may}: {props.locale.format.list(also())}</span></Show>
        <span>{said().since} {since()}</span>
      </div>
      <div class={rows.actions}>
        <Show when={props.member.may.become.length > 0}><RowButton label={said().change} of={props.member.email} onClick={() => props.onAsk(asking.change())} /></Show>
        <Show when={props.member.may.becomePrimaryOwner}><RowButton label={said().transfer} of={props.member.email} onClick={() => props.onAsk(asking.transfer())} /></Show>
        <Show when={props.member.may.beRemoved}><RowButton label={props.member.isSelf ? said().leave : said().remove} of={props.member.email} onClick={() => props.onAsk(asking.remove())} /></Show>
      </div>
    </li>
  );
}

function InvitationRow(props: RowProps & { invitation: InvitationView }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const said = () => texts().members;
  const until = () => props.locale.format.moment(props.invitation.expiresAt, props.timeZone);
  const withdrawing = (): AskedAction => {
    const { id, email } = props.invitation;
    return {
      title: said().withdrawTitle(email), about: said().withdrawAbout, verb: said().withdraw,
      async act() {
        await props.changes.withdraw(id);
        props.onSay(said().withdrawn(email));
        return null;
      },
    };
  };
  return (
    <li class={rows.row}>
      <div class={rows.head}>
        <h3>{props.invitation.email}</h3>
        <span class={styles.role}>{choiceText(props.invitation, language())}</span>
        <span>{said().invitedBy} {props.invitation.invitedBy}</span>
        <span data-tone={props.invitation.state === 'open' ? undefined : 'attention'}>{props.invitation.state === 'open' ? `${said().until} ${until()}` : said().states[props.invitation.state]}</span>
      </div>
      <Show when={props.invitation.mayBeWithdrawn}>
        <div class={rows.actions}><RowButton label={said().withdraw} of={props.invitation.email} onClick={() => props.onAsk(withdrawing())} /></div>
      </Show>
    </li>
  );
}

/** A button of a row says to a screen reader whose it is. */
const RowButton = (props: { label: string; of: string; onClick: () => void }) => (
  <button type="button" class={controls.button} aria-label={`${props.label}: ${props.of}`} onClick={() => props.onClick()}>{props.label}</button>
);

interface Inviting {
  readonly texts: Accessor<SettingsWords>;
  readonly changes: MemberChanges;
  readonly onMade: (email: string, link: string, expiresAt: string) => void;
}

function invitationOf({ mayInvite }: MembersView, { texts, changes, onMade }: Inviting): AskedAction {
  const said = () => texts().members;
  const [first] = mayInvite.toReversed();
  return {
    title: said().inviteTitle, verb: said().invite,
    fields: () => (
      <>
        <Field label={said().email}>{(described) => <input name="email" type="email" autocomplete="off" autocapitalize="none" spellcheck={false} required aria-describedby={described().describedBy} />}</Field>
        <RoleChoices choices={mayInvite} chosen={first === undefined ? null : { ...first, grants: [] }} />
        <Field label={said().days}>{(described) => <input name="days" type="number" inputmode="numeric" min={membersLimits.days.min} max={membersLimits.days.max} value={membersLimits.days.usual} aria-describedby={described().describedBy} />}</Field>
      </>
    ),
    async act(fields) {
      const choice = roleChoiceIn(fields, mayInvite);
      const email = String(fields.get('email')).trim();
      if (choice === null) return texts().members.choose;
      const { link, expiresAt } = await changes.invite({ email, ...choice, days: Number(fields.get('days')) });
      onMade(email, link, expiresAt);
      return null;
    },
  };
}
