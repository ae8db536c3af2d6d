import { createMemo, Show, type Accessor } from 'solid-js';
import { passwordLength, slugOf } from '@pegel/domain';
import { amountTyped, currencyName, localeOf, settingText } from '@pegel/presentation';
import { useDoorWords } from '../door/door-words.js';
import { useFaultSentences } from '../door/faults.js';
import { createPasswordCheck } from '../door/password-check.js';
import { createForm } from '../form/create-form.js';
import { PasswordField } from '../form/fields.jsx';
import { purposesIn, useNamesWords } from '../form/people-fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from '../door/door.module.css';
import { purposesOf, type Draft } from './draft.js';
import { found, type Founded } from './found.js';
import { Step, Summary } from './steps.jsx';

interface CheckStepProps {
  readonly draft: Draft;
  readonly code: Accessor<string>;
  readonly password: Accessor<string>;
  readonly onBack: () => void;
  readonly onFounded: (slug: string, ingestKey: string, password: string) => Promise<void>;
  /** What only another step, or no step at all, can put right. */
  readonly onRefused: (refused: Exclude<Founded, { readonly kind: 'founded' | 'too-many' | 'unreachable' | 'failed' }>, password: string) => void;
}

/** Everything once more, before it happens once. */
export function CheckStep(props: CheckStepProps) {
  const { words, language } = usePreferences();
  const door = useDoorWords();
  const passwordProblem = createPasswordCheck();
  const faults = useFaultSentences();
  const isPasswordKept = props.password() !== '';
  const said = useNamesWords();
  const purposes = () => purposesIn(purposesOf(props.draft, said()));
  const locale = createMemo(() => localeOf(language(), { currency: props.draft.currency, today: null }));
  const facts = createMemo(() => {
    const { organisation, email, timeZone, weekStart, fiscalYearStart, names, namesReason, groupSize, currency, budget, extraUsage } = props.draft;
    const { setUp } = door();
    return [
      { label: setUp.organisation, value: organisation },
      { label: setUp.address, value: `${location.origin}/${slugOf(organisation)}` },
      { label: setUp.owner, value: email },
      { label: setUp.timeZone, value: timeZone },
      { label: setUp.weekStart, value: settingText({ weekStart }, 'weekStart', locale()) },
      { label: setUp.fiscalYear, value: settingText({ fiscalYearStart }, 'fiscalYearStart', locale()) },
      { label: setUp.names, value: names === '' ? '' : settingText({ names }, 'names', locale()) },
      { label: said().reason, value: namesReason },
      { label: said().groupSize, value: settingText({ groupSize: Number(groupSize) }, 'groupSize', locale()) },
      { label: said().purposes, value: settingText({ purposes: purposes() }, 'purposes', locale()) },
      { label: setUp.currency, value: currencyName(currency, language()) },
      { label: setUp.extraUsage, value: extraUsage === 'yes' ? setUp.extraUsageYes : setUp.extraUsageNo },
      ...(extraUsage === 'yes' ? [{ label: setUp.budget, value: settingText({ budget: amountTyped(budget) ?? null }, 'budget', locale()) }] : []),
    ];
  });
  const form = createForm({
    names: ['password'],
    check: ({ password }) => (isPasswordKept ? {} : passwordProblem(password)),
    async send(values) {
      const password = isPasswordKept ? props.password() : values.password;
      const answer = await found(props.draft, purposes(), props.code(), password);
      switch (answer.kind) {
        case 'founded':
          return props.onFounded(answer.slug, answer.ingestKey, password);
        case 'too-many':
        case 'unreachable':
          return { whole: faults[answer.kind] };
        case 'failed':
          return { whole: () => (answer.message === '' ? faults.failed() : door().form.refused(answer.message)) };
        default:
          return props.onRefused(answer, password);
      }
    },
  });
  return (
    <Step name={door().setUp.steps.check} form={form} onBack={props.onBack} next={door().setUp.finish}>
      <p class={styles.warning}>{door().setUp.checkPurpose}</p>
      <Summary facts={facts()} />
      <Show when={!isPasswordKept}>
        <input type="email" autocomplete="username" value={props.draft.email} readonly hidden />
        <PasswordField label={words().login.password} hint={`${door().setUp.passwordAgain} ${door().password.hint(passwordLength.min)}`} name="password" autocomplete="new-password" problem={form.error('password')} />
      </Show>
    </Step>
  );
}
