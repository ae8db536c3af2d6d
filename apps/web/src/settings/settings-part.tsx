import { createMemo, createSignal, createUniqueId, Show, type Accessor, type JSX } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { isPermitted, settingNames, settingsLimits, type OrganisationSettings, type SeenSettings, type SettingsWish } from '@pegel/domain';
import { localeOf, settingChangesTable, settingsTable } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import { sentenceOf } from '../session/refused.js';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import forms from '../shell/form.module.css';
import { createSettings, createSettingsChange } from './create-settings.js';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

interface SettingsPartProps {
  readonly reader: ReaderView;
  readonly title: string;
  readonly about: string;
  /** The settings that it is about. */
  readonly shown: readonly (keyof OrganisationSettings)[];
  readonly reason: { readonly label: string; readonly hint: string };
  /** The settings as fields, for whoever may change them. */
  readonly fields: (settings: Accessor<SeenSettings>) => JSX.Element;
  /** What the fields hold; a sentence where one of them holds nothing that a setting could be. */
  readonly wanted: (fields: FormData, settings: SeenSettings) => SettingsWish | string;
  /** What stands below them, once they are there: what was there before them would be pushed away. */
  readonly children?: JSX.Element;
}

/** Some of the settings, as fields for whoever may change them and as a table for everybody else, with every change of them. */
export function SettingsPart(props: SettingsPartProps) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const heading = createUniqueId();
  const changes = createUniqueId();
  const organisation = () => props.reader.organisation;
  const answer = createSettings(() => organisation().slug);
  const locale = createMemo(() => localeOf(language(), { currency: organisation().currency, today: null }));
  const canChange = () => isPermitted({ permissions: new Set(props.reader.permissions) }, 'change-settings');
  return (
    <>
      <Show when={answer().error}>{(error) => <PanelError error={error()} onRetry={() => void answer().refetch()} />}</Show>
      <Show when={answer().data} fallback={<Show when={answer().error === null}><div class={panel.skeleton}><span class="hidden-visually">{words().state.loading}</span></div></Show>}>
        {(view) => (
          <>
            <section class={panel.panel} aria-labelledby={heading}>
              <div>
                <h2 id={heading}>{props.title}</h2>
                <p class={styles.about}>{props.about}</p>
              </div>
              <Show when={canChange()} fallback={<DataTable table={settingsTable(view(), locale(), props.shown)} />}>
                <Form part={props} settings={view().settings} />
              </Show>
            </section>
            <section class={panel.panel} aria-labelledby={changes}>
              <h2 id={changes}>{texts().changes.title}</h2>
              <Show when={settingChangesTable(view(), locale(), props.shown)} fallback={null}>
                {(table) => <Show when={table().rows.length > 0} fallback={<p class={styles.about}>{texts().changes.none}</p>}><DataTable table={table()} /></Show>}
              </Show>
            </section>
            {props.children}
          </>
        )}
      </Show>
    </>
  );
}

/** Only what is different is sent, so that two people who change different things do not undo each other. */
function Form(props: { part: SettingsPartProps; settings: SeenSettings }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const change = createSettingsChange(() => props.part.reader.organisation.slug);
  const [problem, setProblem] = createSignal('');
  const [reasonProblem, setReasonProblem] = createSignal('');
  const [said, setSaid] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  let reasonField: HTMLTextAreaElement | undefined;

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setSaid('');
    setProblem('');
    setReasonProblem('');
    const wanted = props.part.wanted(fields, props.settings);
    if (typeof wanted === 'string') return setProblem(wanted);
    const wish = differentFrom(props.settings, wanted);
    const reason = String(fields.get('reason')).trim();
    if (Object.keys(wish).length === 0) return setSaid(texts().unchanged);
    if (reason === '') {
      setReasonProblem(texts().reasonMissing);
      reasonField?.focus();
      return;
    }
    setBusy(true);
    try {
      await change(wish, reason);
      if (reasonField !== undefined) reasonField.value = '';
      setSaid(texts().saved);
    } catch (error) {
      setProblem(`${words().action.failed} ${sentenceOf(error, language())}`.trim());
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class={forms.form} onSubmit={(event) => void submit(event)} noValidate>
      <div class={styles.fields}>
        {props.part.fields(() => props.settings)}
        <Field label={props.part.reason.label} hint={props.part.reason.hint} problem={reasonProblem()} class={styles.wide}>
          {(described) => <textarea ref={(element) => (reasonField = element)} name="reason" rows="2" maxlength={settingsLimits.reason} aria-describedby={described().describedBy} aria-invalid={described().isInvalid} />}
        </Field>
      </div>
      <p class={forms.problem} role="alert">{problem()}</p>
      <div class={rows.actions}>
        <button type="submit" class={`${controls.button} ${controls.primary}`} disabled={isBusy()}>{isBusy() ? words().action.busy : texts().save}</button>
      </div>
      <p class={styles.said} role="status">{said()}</p>
    </form>
  );
}

/** What of the fields is not as it is. */
const differentFrom = (settings: SeenSettings, wanted: SettingsWish): SettingsWish =>
  Object.fromEntries(settingNames.filter((name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(settings[name])).map((name) => [name, wanted[name]]));
