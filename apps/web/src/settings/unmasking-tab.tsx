import { createMemo, createSignal, createUniqueId, For, Index, Show } from 'solid-js';
import type { ReaderView, UnmaskingView } from '@pegel/client';
import { accountIn, localeOf, unmaskedPeople, unmaskingWordsIn, type Locale, type UnmaskingWords } from '@pegel/presentation';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { ActionDialog, type AskedAction } from '../shell/action-dialog.jsx';
import controls from '../shell/controls.module.css';
import { createUnmaskingChanges, createUnmaskings, type UnmaskingChanges, type UnmaskingVerb } from './create-unmaskings.js';
import styles from './settings.module.css';
import { RefusalReason, UnmaskingFields, unmaskingWishIn } from './unmasking-fields.jsx';

/** Who asked to see names for a while, and what whoever looks may do about it. */
export function UnmaskingTab(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const said = () => unmaskingWordsIn(language());
  const heading = createUniqueId();
  const organisation = () => props.reader.organisation;
  const answer = createUnmaskings(() => organisation().slug);
  const changes = createUnmaskingChanges(() => organisation().slug);
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: null }));
  const [asked, setAsked] = createSignal<AskedAction | null>(null);
  const [told, setTold] = createSignal('');
  let title: HTMLHeadingElement | undefined;

  const say = (sentence: string) => {
    setTold(sentence);
    // The button that asked may be gone.
    title?.focus();
  };
  const nothing = () => {
    const { names } = organisation();
    return names === 'full' || names === 'off' ? said().nothing[names] : null;
  };
  const asking = (): AskedAction => ({
    title: said().askTitle, about: said().askAbout, verb: said().send,
    fields: () => <UnmaskingFields words={said()} purposes={organisation().purposes} />,
    async act(fields) {
      const { people, ...wish } = unmaskingWishIn(fields);
      const problem = await changes.ask(people, wish);
      if (problem === null) say(said().sent);
      return problem;
    },
  });

  return (
    <>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {(view) => (
          <section class={panel.panel} aria-labelledby={heading}>
            <div class={styles.head}>
              <h2 id={heading} tabindex="-1" ref={(element) => (title = element)}>{said().title}</h2>
              <Show when={view().mayRequest}><button type="button" class={controls.button} onClick={() => setAsked(asking())}>{said().ask}</button></Show>
            </div>
            <p class={styles.about}>{said().about}</p>
            <Show when={nothing()}>{(sentence) => <p class={styles.about}>{sentence()}</p>}</Show>
            <p class={styles.said} role="status">{told()}</p>
            <Show when={view().requests.length > 0} fallback={<p class={styles.about}>{said().none}</p>}>
              <ul class={rows.rows}>
                <Index each={view().requests}>{(request) => <RequestRow request={request()} words={said()} locale={locale()} timeZone={view().timeZone} changes={changes} onAsk={setAsked} onSay={say} />}</Index>
              </ul>
            </Show>
            <ActionDialog asked={asked()} onClose={() => setAsked(null)} />
          </section>
        )}
      </Show>
    </>
  );
}

interface RowProps {
  readonly request: UnmaskingView;
  readonly words: UnmaskingWords;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly changes: UnmaskingChanges;
  readonly onAsk: (asked: AskedAction) => void;
  readonly onSay: (sentence: string) => void;
}

const verbs = ['approve', 'refuse', 'withdraw', 'close'] as const satisfies readonly UnmaskingVerb[];

function RequestRow(props: RowProps) {
  const moment = (instant: string) => props.locale.format.moment(instant, props.timeZone);
  const named = (account: UnmaskingView['decidedBy']) => (account === null ? null : accountIn(account, props.locale.language));
  const requester = () => accountIn(props.request.requestedBy, props.locale.language);
  const facts = () => {
    const { requestedAt, hours, purpose, decidedBy, decidedAt, decisionReason, state, until, endedAt, endedBy, tellAfterDays } = props.request;
    const said = props.words;
    return [
      said.asked(requester(), moment(requestedAt)),
      ...(state === 'requested' ? [said.for(hours)] : []),
      ...(purpose === null ? [] : [said.purpose(purpose)]),
      ...(decidedBy === null || decidedAt === null ? [] : [said.decided(named(decidedBy) ?? said.someone, moment(decidedAt), until !== null)]),
      ...(decisionReason === null ? [] : [said.why(decisionReason)]),
      ...(state === 'open' && until !== null ? [said.open(moment(until))] : []),
      ...(endedAt === null || state === 'refused' ? [] : [said.ended(moment(endedAt), named(endedBy))]),
      ...(state === 'requested' || until !== null ? [said.told(tellAfterDays)] : []),
    ];
  };
  const act = (verb: UnmaskingVerb): AskedAction => actionOf(verb, { ...props, requester: requester(), until: moment(new Date(Date.now() + props.request.hours * 3_600_000).toISOString()) });
  return (
    <li class={rows.row}>
      <div class={rows.head}>
        <h3>{unmaskedPeople(props.request)}</h3>
        <span data-tone={props.request.state === 'open' || props.request.state === 'requested' ? 'attention' : undefined}>{props.words.states[props.request.state]}</span>
        <code>{props.request.id}</code>
      </div>
      <p class={styles.about}>{props.request.reason}</p>
      <div class={rows.head}><For each={facts()}>{(text) => <span>{text}</span>}</For></div>
      <div class={rows.actions}>
        <For each={verbs.filter((verb) => props.request.may[verb])}>
          {(verb) => <button type="button" class={controls.button} aria-label={`${props.words[verb]}: ${unmaskedPeople(props.request)}`} onClick={() => props.onAsk(act(verb))}>{props.words[verb]}</button>}
        </For>
      </div>
    </li>
  );
}

/** What is about to happen, with what it means for whom and until when. */
function actionOf(verb: UnmaskingVerb, { request, words, changes, requester, until, onSay }: RowProps & { readonly requester: string; readonly until: string }): AskedAction {
  const about = {
    approve: { title: words.approveTitle(requester), about: words.approveAbout(requester, unmaskedPeople(request), until, words.told(request.tellAfterDays)) },
    refuse: { title: words.refuseTitle(requester), about: words.refuseAbout },
    withdraw: { title: words.withdrawTitle, about: words.withdrawAbout },
    close: { title: words.closeTitle(requester), about: words.closeAbout },
  }[verb];
  return {
    ...about, verb: words[verb],
    ...(verb === 'refuse' ? { fields: () => <RefusalReason words={words} /> } : {}),
    async act(fields) {
      const reason = String(fields.get('reason') ?? '').trim();
      await changes.act(verb, request.id, reason === '' ? undefined : reason);
      onSay(words.done[verb]);
      return null;
    },
  };
}
