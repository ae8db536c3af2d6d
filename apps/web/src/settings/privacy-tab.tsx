import { createEffect, createSignal, on, type Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { groupSizes, nameChoices, purposeLimits, purposesProblem, retentionLimits, type SeenSettings, type SettingsWish } from '@pegel/domain';
import { peopleWordsIn, privacySettings } from '@pegel/presentation';
import { TextField } from '../form/fields.jsx';
import { GroupSizeField, NamesField, PurposesField, purposesIn, useNamesWords } from '../form/people-fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import { ErasePerson } from './erase-person.jsx';
import styles from './settings.module.css';
import { SettingsPart } from './settings-part.jsx';

/** What is told of people, to whom in which words, what for and for how long, with every change of it. */
export function PrivacyTab(props: { reader: ReaderView }) {
  const { language } = usePreferences();
  const names = useNamesWords();
  const said = () => peopleWordsIn(language());

  const wanted = (fields: FormData, settings: SeenSettings): SettingsWish | string => {
    const text = (name: string) => String(fields.get(name)).trim();
    const isWhole = (value: string, min: number, max: number) => /^\d{1,6}$/.test(value) && Number(value) >= min && Number(value) <= max;
    const days = text('retentionDays');
    if (!isWhole(text('groupSize'), groupSizes.min, groupSizes.max)) return said().groupSizeWrong(groupSizes.min, groupSizes.max);
    if (days !== '' && !isWhole(days, retentionLimits.daysMin, retentionLimits.daysMax)) return said().retentionWrong(retentionLimits.daysMin, retentionLimits.daysMax);
    if (purposesProblem(purposesIn(text('purposes'))) !== null) return said().purposesWrong(purposeLimits.purposes, purposeLimits.characters);
    return {
      names: nameChoices.find((choice) => choice === fields.get('names')) ?? settings.names,
      groupSize: Number(text('groupSize')),
      purposes: purposesIn(text('purposes')),
      retentionDays: days === '' ? null : Number(days),
    };
  };

  return (
    <SettingsPart
      reader={props.reader} title={said().title} about={said().about} shown={privacySettings} wanted={wanted}
      reason={{ label: names().reason, hint: names().reasonHint }} fields={(settings) => <Fields settings={settings} />}
    >
      <ErasePerson reader={props.reader} />
    </SettingsPart>
  );
}

function Fields(props: { readonly settings: Accessor<SeenSettings> }) {
  const { language } = usePreferences();
  const said = () => peopleWordsIn(language());
  const [names, setNames] = createSignal(props.settings().names);
  const [groupSize, setGroupSize] = createSignal(String(props.settings().groupSize));
  const [purposes, setPurposes] = createSignal(props.settings().purposes.join('\n'));
  // What was saved, here or by somebody else, is what the fields hold then.
  createEffect(on(() => props.settings().names, (value) => setNames(value), { defer: true }));
  createEffect(on(() => props.settings().groupSize, (value) => setGroupSize(String(value)), { defer: true }));
  createEffect(on(() => props.settings().purposes.join('\n'), (value) => setPurposes(value), { defer: true }));
  return (
    <>
      <div class={styles.wide}><NamesField label={said().names} value={names()} onChoose={setNames} /></div>
      <GroupSizeField value={groupSize()} onInput={setGroupSize} />
      <TextField
        label={said().retention} hint={said().retentionHint(retentionLimits.daysMin, retentionLimits.daysMax)} name="retentionDays" type="number" inputmode="numeric" min={retentionLimits.daysMin} max={retentionLimits.daysMax} step={1}
        value={props.settings().retentionDays ?? ''}
      />
      <div class={styles.wide}><PurposesField value={purposes()} onInput={setPurposes} /></div>
    </>
  );
}
