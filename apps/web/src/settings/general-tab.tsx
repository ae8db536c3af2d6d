import { createUniqueId, For, type Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { weekStarts, type SeenSettings, type SettingsWish } from '@pegel/domain';
import { generalSettings, localeOf, settingText } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { Field } from '../shell/field.jsx';
import { Select } from '../shell/select.jsx';
import { SettingsPart } from './settings-part.jsx';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** How days, weeks and years are cut and which source is believed, with every change of it. */
export function GeneralTab(props: { reader: ReaderView }) {
  const texts = useSettingsTexts();
  return (
    <SettingsPart
      reader={props.reader} title={texts().general.title} about={texts().general.about} shown={generalSettings} wanted={wanted}
      reason={{ label: texts().reason, hint: texts().reasonHint }} fields={(settings) => <Fields settings={settings} />}
    />
  );
}

const zones = Intl.supportedValuesOf('timeZone');
const months = Array.from({ length: 12 }, (_, index) => index + 1);

function Fields(props: { readonly settings: Accessor<SeenSettings> }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const locale = () => localeOf(language(), { currency: 'USD', today: null });
  const zoneList = createUniqueId();
  return (
    <>
      <Field label={texts().names.timeZone} hint={texts().general.zoneHint}>
        {(described) => (
          <>
            <input name="timeZone" list={zoneList} value={props.settings().timeZone} autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />
            <datalist id={zoneList}><For each={zones}>{(zone) => <option value={zone} />}</For></datalist>
          </>
        )}
      </Field>
      <Field label={texts().names.weekStart}>
        {() => <Select name="weekStart" values={weekStarts} value={props.settings().weekStart} label={(weekStart) => settingText({ weekStart }, 'weekStart', locale())} />}
      </Field>
      <Field label={texts().names.fiscalYearStart}>
        {() => <Select name="fiscalYearStart" values={months} value={props.settings().fiscalYearStart} label={(fiscalYearStart) => settingText({ fiscalYearStart }, 'fiscalYearStart', locale())} />}
      </Field>
      <Field label={texts().names.sourceOrder} hint={texts().general.orderHint} class={styles.wide}>
        {(described) => <input name="sourceOrder" value={props.settings().sourceOrder.join(', ')} autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />}
      </Field>
    </>
  );
}

function wanted(fields: FormData, settings: SeenSettings): SettingsWish {
  const text = (name: string) => String(fields.get(name)).trim();
  return {
    timeZone: text('timeZone'),
    weekStart: weekStarts.find((day) => day === text('weekStart')) ?? settings.weekStart,
    fiscalYearStart: Number(text('fiscalYearStart')),
    sourceOrder: text('sourceOrder').split(',').map((name) => name.trim()).filter((name) => name !== ''),
  };
}
