import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { erasureLimits, isPermitted } from '@pegel/domain';
import { erasureBackups, erasureLines, peopleWordsIn } from '@pegel/presentation';
import { Problem, SubmitButton, TextField } from '../form/fields.jsx';
import { createForm } from '../form/create-form.js';
import panel from '../panels/panel.module.css';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { inWords, sentenceOf } from '../session/refused.js';
import { useSession } from '../session/session.js';
import { ActionDialog, type AskedAction } from '../shell/action-dialog.jsx';
import { Field } from '../shell/field.jsx';
import forms from '../shell/form.module.css';
import styles from './settings.module.css';

/** Takes somebody's words away for good: says first what would go, and asks for the person once more. */
export function ErasePerson(props: { reader: ReaderView }) {
  const { words, language } = usePreferences();
  const { client, queries } = useSession();
  const heading = createUniqueId();
  const said = () => peopleWordsIn(language()).erase;
  const [asked, setAsked] = createSignal<AskedAction | null>(null);
  const [gone, setGone] = createSignal<readonly string[]>([]);
  const organisation = () => props.reader.organisation.slug;

  const form = createForm({
    names: ['person'],
    check: ({ person }) => (person.trim() === '' ? { person: () => said().personMissing } : {}),
    async send({ person: typed }) {
      setGone([]);
      const person = typed.trim();
      try {
        const view = await client.erasurePreview.query({ person, organisation: organisation() });
        setAsked(erasing(person, () => erasureLines(view, false, language())));
        return {};
      } catch (error) {
        return { whole: () => `${words().action.failed} ${sentenceOf(error, language())}`.trim() };
      }
    },
  });

  const erasing = (person: string, lines: () => readonly string[]): AskedAction => ({
    title: said().sure(person), verb: said().verb,
    fields: () => (
      <>
        <Lines lines={lines()} />
        <Field label={said().reason} hint={said().reasonHint}>{(described) => <textarea name="reason" rows="2" maxlength={erasureLimits.reason} aria-describedby={described().describedBy} />}</Field>
        <Field label={said().again} hint={said().againHint}>{(described) => <input name="again" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described().describedBy} />}</Field>
      </>
    ),
    async act(fields) {
      if (String(fields.get('again')).trim() !== person) return said().differs;
      const reason = String(fields.get('reason')).trim();
      const view = await inWords(client.erasePerson.mutate({ person, reason, organisation: organisation() }), language());
      setGone([said().done, ...erasureLines(view, true, language()), erasureBackups[language()]]);
      // They may stand in any answer there is.
      void queries.invalidateQueries();
      return null;
    },
  });

  return (
    <Show when={isPermitted({ permissions: new Set(props.reader.permissions) }, 'erase-person')}>
      <section class={panel.panel} aria-labelledby={heading}>
        <div>
          <h2 id={heading}>{said().title}</h2>
          <p class={styles.about}>{said().about}</p>
        </div>
        <form class={forms.form} onSubmit={form.submit} onInput={form.edit} noValidate>
          <TextField label={said().person} hint={said().personHint} name="person" autocomplete="off" autocapitalize="none" spellcheck={false} maxlength={erasureLimits.person} problem={form.error('person')} />
          <Problem>{form.problem()}</Problem>
          <div class={rows.actions}><SubmitButton isBusy={form.isBusy()}>{said().look}</SubmitButton></div>
        </form>
        <div role="status"><Lines lines={gone()} /></div>
      </section>
      <ActionDialog asked={asked()} onClose={() => setAsked(null)} />
    </Show>
  );
}

const Lines = (props: { lines: readonly string[] }) => <For each={props.lines}>{(line) => <p class={styles.about}>{line}</p>}</For>;
