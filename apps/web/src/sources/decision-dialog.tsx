import { createMemo, createSignal } from 'solid-js';
import { decisionLimits, type Decision } from '@pegel/domain';
import { decisionText, type Locale, type QuarantineItemModel } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import { ActionDialog, type AskedAction } from '../shell/action-dialog.jsx';
import { Field } from '../shell/field.jsx';
import { createDecision } from './create-sources.js';

/** What somebody is about to decide. */
export interface Asked {
  readonly verb: Decision['verb'];
  readonly item: QuarantineItemModel;
}

/** Asks once more, for the reason, and says what became of it. */
export function DecisionDialog(props: { organisation: string; locale: Locale; asked: Asked | null; onClose: () => void; onDecided: (sentence: string) => void }) {
  const { words } = usePreferences();
  const decide = createDecision(() => props.organisation);
  const [missing, setMissing] = createSignal('');

  const asking = ({ verb, item }: Asked): AskedAction => ({
    title: verb === 'release' ? words().sources.quarantine.confirmRelease(item.name) : words().sources.quarantine.confirmDiscard(item.name),
    about: `${item.note} ${words().sources.quarantine.final}`,
    verb: verb === 'release' ? words().sources.quarantine.release : words().sources.quarantine.discard,
    fields: () => (
      <Field label={words().sources.quarantine.reason} hint={words().sources.quarantine.reasonHint} problem={missing()}>
        {(described) => <textarea name="reason" rows="3" maxlength={decisionLimits.reason} aria-describedby={described().describedBy} aria-invalid={described().isInvalid} />}
      </Field>
    ),
    async act(fields) {
      const reason = String(fields.get('reason')).trim();
      setMissing(reason === '' ? words().sources.quarantine.reasonMissing : '');
      if (reason === '') return '';
      const { results: [result] } = await decide(verb, item.id, reason);
      if (result === undefined) return words().action.failed;
      const sentence = decisionText(result, props.locale);
      if (result.kind === 'refused') return sentence;
      props.onDecided(sentence);
      return null;
    },
  });

  const asked = createMemo(() => (props.asked === null ? null : asking(props.asked)));
  return <ActionDialog asked={asked()} onClose={() => { setMissing(''); props.onClose(); }} />;
}
