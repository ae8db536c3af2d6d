import type { Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { budgetProblem, type SeenSettings, type SettingsWish } from '@pegel/domain';
import { amountTyped, amountToType, currencyName, spendSettings } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { Field } from '../shell/field.jsx';
import { SettingsPart } from './settings-part.jsx';
import { useSettingsTexts } from './settings-texts.js';

/** What use may cost, for whoever sees what it costs, with every change of it. */
export function SpendTab(props: { reader: ReaderView }) {
  const { language } = usePreferences();
  const texts = useSettingsTexts();
  const organisation = () => props.reader.organisation;
  const about = () => (organisation().extraUsage ? texts().spend.about : `${texts().spend.about} ${texts().spend.off}`);
  /** An amount as it is typed in either language; what is empty is no budget. */
  const wanted = (fields: FormData): SettingsWish | string => {
    const typed = String(fields.get('budget')).trim();
    const budget = typed === '' ? null : amountTyped(typed);
    return budgetProblem(budget) === null ? { budget } : texts().spend.wrong;
  };
  return (
    <SettingsPart
      reader={props.reader} title={texts().spend.title} about={about()} shown={spendSettings} wanted={wanted} reason={{ label: texts().reason, hint: texts().reasonHint }}
      fields={(settings: Accessor<SeenSettings>) => (
        <Field label={texts().names.budget} hint={texts().spend.hint(currencyName(organisation().currency, language()))}>
          {(described) => <input name="budget" value={amountToType(settings().budget ?? null, language())} inputmode="decimal" autocomplete="off" spellcheck={false} aria-describedby={described().describedBy} />}
        </Field>
      )}
    />
  );
}
