import { createMemo, createSignal, createUniqueId, For, Index, Show, type Accessor } from 'solid-js';
import type { KeysView, KeyView, ReaderView } from '@pegel/client';
import { ingestScopes, keyLimits, permissions, type Language, type TokenKind } from '@pegel/domain';
import { isInUse, localeOf, type Locale, type SettingsWords } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { ActionDialog, type AskedAction } from '../shell/action-dialog.jsx';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import { createKeyChanges, createKeys, type KeyChanges } from './create-keys.js';
import { SecretDialog, type ShownSecret } from './secret-dialog.jsx';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

const kinds = ['ingest', 'reader'] as const satisfies readonly TokenKind[];

/** Which keys there are for sending and for reading, and making and revoking them. */
export function KeysTab(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const organisation = () => props.reader.organisation;
  const answer = createKeys(() => organisation().slug);
  const changes = createKeyChanges(() => organisation().slug);
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: null }));
  const [asked, setAsked] = createSignal<AskedAction | null>(null);
  const [secret, setSecret] = createSignal<ShownSecret | null>(null);
  const [said, setSaid] = createSignal('');
  const [showsOver, setShowsOver] = createSignal(false);

  const onMade = (label: string, text: string) => {
    setSaid(texts().keys.isMade(label));
    setSecret({ title: texts().keys.secret, about: texts().keys.secretAbout, text });
  };
  const making = (kind: TokenKind, view: KeysView) => setAsked(kind === 'ingest' ? ingestKeyOf(texts, changes, onMade) : readerTokenOf(view, texts, language, changes, onMade));
  const canMake = (kind: TokenKind, view: KeysView) => (kind === 'ingest' ? view.canMakeIngestKeys : view.canGrant.length > 0);
  const shown = (kind: TokenKind, view: KeysView) => view.keys.filter((key) => key.kind === kind && (showsOver() || isInUse(key)));

  return (
    <>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {(view) => (
          <>
            <p class={styles.said} role="status">{said()}</p>
            <For each={kinds}>
              {(kind) => {
                const heading = createUniqueId();
                return (
                  <section class={panel.panel} aria-labelledby={heading}>
                    <div class={styles.head}>
                      <h2 id={heading}>{texts().keys.kinds[kind]}</h2>
                      <Show when={canMake(kind, view())}><button type="button" class={controls.button} onClick={() => making(kind, view())}>{texts().keys.makes[kind]}</button></Show>
                    </div>
                    <p class={styles.about}>{texts().keys.about[kind]}</p>
                    <Show when={shown(kind, view()).length > 0} fallback={<p class={styles.about}>{texts().keys.none[kind]}</p>}>
                      <ul class={rows.rows}>
                        <Index each={shown(kind, view())}>
                          {(key) => <KeyRow key={key()} locale={locale()} timeZone={view().timeZone} onRevoke={() => setAsked(revocationOf(key(), texts, changes, setSaid))} />}
                        </Index>
                      </ul>
                    </Show>
                  </section>
                );
              }}
            </For>
            <label class={styles.choice}>
              <input type="checkbox" checked={showsOver()} onChange={(event) => setShowsOver(event.currentTarget.checked)} />
              {texts().keys.showInactive}
            </label>
            <ActionDialog asked={asked()} onClose={() => setAsked(null)} />
            <SecretDialog shown={secret()} onClose={() => setSecret(null)} />
          </>
        )}
      </Show>
    </>
  );
}

function KeyRow(props: { key: KeyView; locale: Locale; timeZone: string; onRevoke: () => void }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const said = () => texts().keys;
  const moment = (instant: string | null, none: string) => (instant === null ? none : props.locale.format.moment(instant, props.timeZone));
  const opens = () => {
    const { key } = props;
    if (key.kind === 'ingest') return [`${said().scopes}: ${props.locale.format.list(key.scopes.map((scope) => said().scope[scope]))}`, `${said().sources}: ${key.sources?.join(', ') ?? said().anySource}`];
    return [`${said().permissions}: ${key.permissions === null ? said().everything : props.locale.format.list(key.permissions.filter((permission) => !key.lost.includes(permission)).map((permission) => permissions[permission][language()])) || said().nothing}`];
  };
  return (
    <li class={rows.row}>
      <div class={rows.head}>
        <h3>{props.key.label}</h3>
        <code>{props.key.id}</code>
        <Show when={props.key.state !== 'active'}><span data-tone="attention">{said().states[props.key.state]}</span></Show>
        <For each={opens()}>{(text) => <span>{text}</span>}</For>
      </div>
      <div class={rows.head}>
        <span>{said().made} {moment(props.key.createdAt, '')}{props.key.madeBy === null ? '' : ` ${said().by} ${props.key.madeBy}`}</span>
        <span>{said().expires} {moment(props.key.expiresAt, said().never)}</span>
        <span>{said().lastUsed} {moment(props.key.lastUsedAt, said().notUsed)}</span>
      </div>
      <Show when={props.key.canRevoke}>
        <div class={rows.actions}>
          <button type="button" class={controls.button} aria-label={`${said().revoke}: ${props.key.label}`} onClick={() => props.onRevoke()}>{said().revoke}</button>
        </div>
      </Show>
    </li>
  );
}

type Texts = Accessor<SettingsWords>;

const revocationOf = ({ id, label }: KeyView, texts: Texts, changes: KeyChanges, onSay: (sentence: string) => void): AskedAction => ({
  title: texts().keys.revokeTitle(label), about: texts().keys.revokeAbout, verb: texts().keys.revoke,
  async act() {
    await changes.revoke(id);
    onSay(texts().keys.revoked(label));
    return null;
  },
});

/** How long it lives; an empty field is a key without an end. */
const DaysField = (props: { texts: Texts }) => (
  <Field label={props.texts().keys.days} hint={props.texts().keys.daysHint}>
    {(described) => <input name="days" type="number" inputmode="numeric" min="1" max={keyLimits.daysMax} value={keyLimits.daysDefault} aria-describedby={described().describedBy} />}
  </Field>
);
const daysIn = (fields: FormData): number | null => (String(fields.get('days')).trim() === '' ? null : Number(fields.get('days')));

const LabelField = (props: { texts: Texts; kind: TokenKind }) => (
  <Field label={props.texts().keys.label} hint={props.texts().keys.labelHint[props.kind]}>
    {(described) => <input name="label" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described().describedBy} />}
  </Field>
);

function ingestKeyOf(texts: Texts, changes: KeyChanges, onMade: (label: string, secret: string) => void): AskedAction {
  const said = () => texts().keys;
  return {
    title: said().makes.ingest, verb: said().make,
    fields: () => (
      <>
        <LabelField texts={texts} kind="ingest" />
        <fieldset class={styles.choices}>
          <legend>{said().scopes}</legend>
          <For each={ingestScopes}>{(scope) => <label class={styles.choice}><input type="checkbox" name="scope" value={scope} checked={scope === 'events'} />{said().scope[scope]}</label>}</For>
        </fieldset>
        <Field label={said().sources} hint={said().sourcesHint}>{(described) => <input name="sources" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described().describedBy} />}</Field>
        <DaysField texts={texts} />
      </>
    ),
    async act(fields) {
      const label = String(fields.get('label')).trim();
      const scopes = ingestScopes.filter((scope) => fields.getAll('scope').includes(scope));
      const sources = String(fields.get('sources')).split(',').map((name) => name.trim()).filter((name) => name !== '');
      if (scopes.length === 0) return said().choose;
      const { secret } = await changes.makeIngestKey({ label, scopes, sources: sources.length === 0 ? null : sources, days: daysIn(fields) });
      onMade(label, secret);
      return null;
    },
  };
}

function readerTokenOf({ canGrant }: KeysView, texts: Texts, language: Accessor<Language>, changes: KeyChanges, onMade: (label: string, secret: string) => void): AskedAction {
  const said = () => texts().keys;
  return {
    title: said().makes.reader, verb: said().make,
    fields: () => (
      <>
        <LabelField texts={texts} kind="reader" />
        <fieldset class={styles.choices}>
          <legend>{said().permissions}</legend>
          <For each={canGrant}>{(permission) => <label class={styles.choice}><input type="checkbox" name="permission" value={permission} checked={permission === 'view:usage'} />{permissions[permission][language()]}</label>}</For>
        </fieldset>
        <DaysField texts={texts} />
      </>
    ),
    async act(fields) {
      const label = String(fields.get('label')).trim();
      const chosen = canGrant.filter((permission) => fields.getAll('permission').includes(permission));
      if (chosen.length === 0) return said().choose;
      const { secret } = await changes.makeReaderToken({ label, permissions: chosen, days: daysIn(fields) });
      onMade(label, secret);
      return null;
    },
  };
}
