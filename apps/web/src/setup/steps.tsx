import { createMemo, For, onMount, Show, type Accessor, type JSX } from 'solid-js';
import { budgetProblem, groupSizeProblem, groupSizes, isTimeZone, passwordLength, purposeLimits, purposesProblem, reasonProblem, settingsLimits, slugOf, weekStarts } from '@pegel/domain';
import { amountTyped, currencyCodes, currencyName, localeOf, peopleWordsIn, settingText } from '@pegel/presentation';
import { DoorHeading } from '../door/door-frame.jsx';
import { useDoorWords } from '../door/door-words.js';
import { createPasswordCheck } from '../door/password-check.js';
import styles from '../door/door.module.css';
import { createForm, type Form, type Says } from '../form/create-form.js';
import { ChoiceField, EmailField, PasswordField, Problem, SelectField, SubmitButton, TextField } from '../form/fields.jsx';
import { GroupSizeField, NamesField, PurposesField, purposesIn, useNamesWords } from '../form/people-fields.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import { purposesOf, type Draft } from './draft.js';
import type { WireField } from './found.js';

/** What a step stands on. */
export interface StepProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** What the server said about fields when it was asked. */
  readonly refused: Accessor<Partial<Record<WireField, Says>>>;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** What is not kept beside the draft. */
interface Secrets {
  readonly code: Accessor<string>;
  readonly setCode: (code: string) => void;
  /** Whether the code must be typed, because the address had none or a wrong one. */
  readonly asksForCode: boolean;
  readonly password: Accessor<string>;
  readonly setPassword: (password: string) => void;
}

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function OwnerStep(props: StepProps & Secrets & { codeError: Accessor<Says | null> }) {
  const { words } = usePreferences();
  const door = useDoorWords();
  const passwordProblem = createPasswordCheck();
  const missing: Says = () => door().form.missing;
  const form = createForm({
    names: ['code', 'organisation', 'email', 'password'],
    check: ({ code, organisation, email, password }) => ({
      ...(props.asksForCode && code.trim() === '' ? { code: missing } : {}),
      ...(organisation.trim() === '' ? { organisation: missing } : slugOf(organisation) === '' ? { organisation: () => door().setUp.organisationNoLetter } : {}),
      ...(emailShape.test(email.trim()) ? {} : { email: () => door().form.email }),
      ...passwordProblem(password),
    }),
    async send({ code, organisation, email, password }) {
      if (props.asksForCode) props.setCode(code.trim());
      props.change({ organisation: organisation.trim(), email: email.trim() });
      props.setPassword(password);
      props.onNext();
    },
  });
  onMount(() => {
    const { 'organisation.name': organisation, 'owner.email': email, 'owner.password': password } = props.refused();
    const code = props.codeError();
    form.tell({ fields: { ...(code === null ? {} : { code }), ...(organisation === undefined ? {} : { organisation }), ...(email === undefined ? {} : { email }), ...(password === undefined ? {} : { password: () => door().password.refused }) } });
  });
  return (
    <Step name={door().setUp.steps.owner} form={form} purpose={door().setUp.purpose}>
      <Show when={props.asksForCode}>
        <TextField label={door().setUp.code} hint={door().setUp.codeHint} name="code" autocomplete="off" autocapitalize="none" spellcheck={false} value={props.code()} problem={form.error('code')} />
      </Show>
      <TextField label={door().setUp.organisation} hint={door().setUp.organisationHint} name="organisation" autocomplete="organization" value={props.draft.organisation} onInput={(event) => props.change({ organisation: event.currentTarget.value })} problem={form.error('organisation')} />
      <EmailField label={door().setUp.email} hint={door().setUp.emailHint} name="email" value={props.draft.email} onInput={(event) => props.change({ email: event.currentTarget.value })} problem={form.error('email')} />
      <PasswordField label={words().login.password} hint={door().password.hint(passwordLength.min)} name="password" autocomplete="new-password" value={props.password()} problem={form.error('password')} />
    </Step>
  );
}

const zones = Intl.supportedValuesOf('timeZone');
const months = Array.from({ length: 12 }, (_, index) => index + 1);

export function DaysStep(props: StepProps) {
  const { language } = usePreferences();
  const door = useDoorWords();
  const locale = createMemo(() => localeOf(language(), { currency: props.draft.currency, today: null }));
  const nowThere = () => (isTimeZone(props.draft.timeZone) ? door().setUp.timeZoneNow(locale().format.time(new Date().toISOString(), props.draft.timeZone)) : '');
  const form = createForm({
    names: ['timeZone'],
    check: ({ timeZone }) => (isTimeZone(timeZone.trim()) ? {} : { timeZone: () => door().setUp.timeZoneUnknown(timeZone.trim()) }),
    async send({ timeZone }) {
      const typed = timeZone.trim();
      props.change({ timeZone: zones.find((zone) => zone.toLowerCase() === typed.toLowerCase()) ?? typed });
      props.onNext();
    },
  });
  onMount(() => {
    const { 'organisation.timeZone': timeZone } = props.refused();
    if (timeZone !== undefined) form.tell({ fields: { timeZone } });
  });
  return (
    <Step name={door().setUp.steps.days} form={form} onBack={props.onBack} purpose={door().setUp.changeable}>
      <TextField
        label={door().setUp.timeZone} hint={`${door().setUp.timeZoneHint} ${nowThere()}`.trim()} name="timeZone" autocomplete="off" spellcheck={false} proposals={zones}
        value={props.draft.timeZone} onInput={(event) => props.change({ timeZone: event.currentTarget.value })} problem={form.error('timeZone')}
      />
      <SelectField
        label={door().setUp.weekStart} values={weekStarts} value={props.draft.weekStart} text={(weekStart) => settingText({ weekStart }, 'weekStart', locale())}
        onChoose={(weekStart) => props.change({ weekStart })}
      />
      <SelectField
        label={door().setUp.fiscalYear} hint={door().setUp.fiscalYearHint} values={months} value={props.draft.fiscalYearStart}
        text={(fiscalYearStart) => settingText({ fiscalYearStart }, 'fiscalYearStart', locale())} onChoose={(fiscalYearStart) => props.change({ fiscalYearStart })}
      />
    </Step>
  );
}

export function NamesStep(props: StepProps) {
  const { language } = usePreferences();
  const door = useDoorWords();
  const said = useNamesWords();
  const people = () => peopleWordsIn(language());
  const form = createForm({
    names: ['names', 'reason', 'groupSize', 'purposes'],
    check: ({ reason, groupSize, purposes }) => ({
      ...(props.draft.names === '' ? { names: () => door().setUp.namesMissing } : {}),
      ...(reason.trim() === '' ? { reason: () => door().setUp.namesReasonMissing } : reasonProblem(reason) === null ? {} : { reason: () => door().setUp.namesReasonLong(String(settingsLimits.reason)) }),
      ...(groupSizeProblem(Number(groupSize)) === null ? {} : { groupSize: () => people().groupSizeWrong(groupSizes.min, groupSizes.max) }),
      ...(purposesProblem(purposesIn(purposes)) === null ? {} : { purposes: () => people().purposesWrong(purposeLimits.purposes, purposeLimits.characters) }),
    }),
    async send({ reason }) {
      props.change({ namesReason: reason.trim() });
      props.onNext();
    },
  });
  onMount(() => {
    const { 'organisation.namesReason': reason, 'organisation.groupSize': groupSize, 'organisation.purposes': purposes } = props.refused();
    form.tell({ fields: { ...(reason === undefined ? {} : { reason }), ...(groupSize === undefined ? {} : { groupSize }), ...(purposes === undefined ? {} : { purposes }) } });
  });
  return (
    <Step name={door().setUp.steps.names} form={form} onBack={props.onBack}>
      <NamesField label={door().setUp.names} hint={door().setUp.namesHint} value={props.draft.names} problem={form.error('names')} onChoose={(names) => props.change({ names })} />
      <TextField label={said().reason} hint={said().reasonHint} name="reason" autocomplete="off" value={props.draft.namesReason} onInput={(event) => props.change({ namesReason: event.currentTarget.value })} problem={form.error('reason')} />
      <GroupSizeField value={props.draft.groupSize} onInput={(groupSize) => props.change({ groupSize })} problem={form.error('groupSize')} />
      <PurposesField value={purposesOf(props.draft, said())} onInput={(purposes) => props.change({ purposes })} problem={form.error('purposes')} />
    </Step>
  );
}

const currencies = currencyCodes();

export function CostsStep(props: StepProps) {
  const { language } = usePreferences();
  const door = useDoorWords();
  const form = createForm({
    names: ['currency', 'extraUsage', 'budget'],
    check: ({ budget }) => ({
      ...(props.draft.extraUsage === '' ? { extraUsage: () => door().setUp.extraUsageMissing } : {}),
      ...(props.draft.extraUsage !== 'yes' || budget.trim() === '' || budgetProblem(amountTyped(budget)) === null ? {} : { budget: () => door().setUp.budgetWrong }),
    }),
    send: async () => props.onNext(),
  });
  onMount(() => {
    const { 'organisation.currency': currency, 'organisation.budget': budget } = props.refused();
    form.tell({ fields: { ...(currency === undefined ? {} : { currency }), ...(budget === undefined ? {} : { budget }) } });
  });
  return (
    <Step name={door().setUp.steps.costs} form={form} onBack={props.onBack}>
      <SelectField
        label={door().setUp.currency} hint={door().setUp.currencyHint} values={currencies} value={props.draft.currency} text={(code) => currencyName(code, language())}
        onChoose={(currency) => props.change({ currency })} problem={form.error('currency')}
      />
      <ChoiceField
        label={door().setUp.extraUsage} name="extraUsage" value={props.draft.extraUsage} problem={form.error('extraUsage')} onChoose={(value) => props.change({ extraUsage: value })}
        choices={[
          { value: 'yes' as const, label: door().setUp.extraUsageYes, means: door().setUp.extraUsageYesMeans },
          { value: 'no' as const, label: door().setUp.extraUsageNo, means: door().setUp.extraUsageNoMeans },
        ]}
      />
      <Show when={props.draft.extraUsage === 'yes'}>
        <TextField
          label={door().setUp.budget} hint={door().setUp.budgetHint} name="budget" inputmode="decimal" autocomplete="off" spellcheck={false}
          value={props.draft.budget} onInput={(event) => props.change({ budget: event.currentTarget.value })} problem={form.error('budget')}
        />
      </Show>
    </Step>
  );
}

/** One step: its heading, its fields, and the ways back and on. */
export function Step<Name extends string>(props: { name: string; purpose?: string; form: Form<Name>; onBack?: () => void; next?: string; children: JSX.Element }) {
  const door = useDoorWords();
  return (
    <form class={styles.form} onSubmit={props.form.submit} onInput={props.form.edit} noValidate>
      <DoorHeading text={props.name} purpose={props.purpose} />
      {props.children}
      <Problem>{props.form.problem()}</Problem>
      <div class={styles.actions}>
        <Show when={props.onBack}>{(back) => <button type="button" class={controls.button} onClick={() => back()()}>{door().form.back}</button>}</Show>
        <SubmitButton isBusy={props.form.isBusy()}>{props.next ?? door().form.next}</SubmitButton>
      </div>
    </form>
  );
}

/** Everything that was chosen, each with a way back to it. */
export function Summary(props: { facts: readonly { readonly label: string; readonly value: string }[] }) {
  return <dl class={styles.facts}><For each={props.facts}>{({ label, value }) => <><dt>{label}</dt><dd>{value}</dd></>}</For></dl>;
}
