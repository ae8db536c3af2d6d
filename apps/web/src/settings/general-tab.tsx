import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { isPermitted, settingNames, settingsLimits, weekStarts, type OrganisationSettings, type SettingsWish } from '@pegel/domain';
import { localeOf, settingChangesTable, settingsTable, settingText } from '@pegel/presentation';
import { DataTable } from '../panels/data-table.jsx';
import panel from '../panels/panel.module.css';
import { PanelError } from '../panels/panel-frame.jsx';
import rows from '../panels/rows.module.css';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import { Field } from '../shell/field.jsx';
import forms from '../shell/form.module.css';
import { Select } from '../shell/select.jsx';
import { createSettings, createSettingsChange } from './create-settings.js';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** How days, weeks and years are cut and which source is believed, with every change of it. */
export function GeneralTab(props: { reader: ReaderView }) {
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
                <h2 id={heading}>{texts().general.title}</h2>
                <p class={styles.about}>{texts().general.about}</p>
              </div>
              <Show when={canChange()} fallback={<DataTable table={settingsTable(view(), locale())} />}>
                <Form organisation={organisation().slug} settings={view().settings} />
              </Show>
            </section>
            <section class={panel.panel} aria-labelledby={changes}>
              <h2 id={changes}>{texts().changes.title}</h2>
              <Show when={view().changes.length > 0} fallback={<p class={styles.about}>{texts().changes.none}</p>}>
                <DataTable table={settingChangesTable(view(), locale())} />
              </Show>
            </section>
          </>
        )}
      </Show>
    </>
  );
}

const zones = Intl.supportedValuesOf('timeZone');
const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** The settings as fields. Only what is different is sent, so that two people who change different things do not undo each other. */
function Form(props: { organisation: string; settings: OrganisationSettings }) {
  const { words, language } = usePreferences();
  const texts = useSettingsTexts();
  const change = createSettingsChange(() => props.organisation);
  const locale = () => localeOf(language(), { currency: 'USD', today: null });
  const zoneList = createUniqueId();
  const [problem, setProblem] = createSignal('');
  const [said, setSaid] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = event.currentTarget;
    const wish = differentFrom(props.settings, new FormData(form));
    const reason = String(new FormData(form).get('reason')).trim();
    setSaid('');
    setProblem('');
    if (Object.keys(wish).length === 0) return setSaid(texts().unchanged);
    if (reason === '') {
      setProblem(texts().reasonMissing);
      form.querySelector('textarea')?.focus();
      return;
    }
    setBusy(true);
    try {
      await change(wish, reason);
      form.reset();
      setSaid(texts().saved);
    } catch (error) {
      setProblem(`${words().action.failed} ${error instanceof Error ? error.message : ''}`.trim());
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class={forms.form} onSubmit={(event) => void submit(event)} noValidate>
      <div class={styles.fields}>
        <Field label={texts().names.timeZone} hint={texts().general.zoneHint}>
          {(described) => (
            <>
              <input name="timeZone" list={zoneList} value={props.settings.timeZone} autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />
              <datalist id={zoneList}><For each={zones}>{(zone) => <option value={zone} />}</For></datalist>
            </>
          )}
        </Field>
        <Field label={texts().names.weekStart}>
          {() => <Select name="weekStart" values={weekStarts} value={props.settings.weekStart} label={(weekStart) => settingText({ weekStart }, 'weekStart', locale())} />}
        </Field>
        <Field label={texts().names.fiscalYearStart}>
          {() => <Select name="fiscalYearStart" values={months} value={props.settings.fiscalYearStart} label={(fiscalYearStart) => settingText({ fiscalYearStart }, 'fiscalYearStart', locale())} />}
        </Field>
        <Field label={texts().names.sourceOrder} hint={texts().general.orderHint} class={styles.wide}>
          {(described) => <input name="sourceOrder" value={props.settings.sourceOrder.join(', ')} autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />}
        </Field>
        <Field label={texts().reason} hint={texts().reasonHint} problem={problem()} class={styles.wide}>
          {(described) => <textarea name="reason" rows="2" maxlength={settingsLimits.reason} aria-describedby={described().describedBy} aria-invalid={described().isInvalid} />}
        </Field>
      </div>
      <div class={rows.actions}>
        <button type="submit" class={`${controls.button} ${controls.primary}`} disabled={isBusy()}>{isBusy() ? words().action.busy : texts().save}</button>
      </div>
      <p class={styles.said} role="status">{said()}</p>
    </form>
  );
}

/** What of a form is not as it is. */
function differentFrom(settings: OrganisationSettings, fields: FormData): SettingsWish {
  const text = (name: string) => String(fields.get(name)).trim();
  const wanted: SettingsWish = {
    timeZone: text('timeZone'),
    weekStart: weekStarts.find((day) => day === text('weekStart')) ?? settings.weekStart,
    fiscalYearStart: Number(text('fiscalYearStart')),
    sourceOrder: text('sourceOrder').split(',').map((name) => name.trim()).filter((name) => name !== ''),
  };
  return Object.fromEntries(settingNames.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(settings[name])).map((name) => [name, wanted[name]]));
}
