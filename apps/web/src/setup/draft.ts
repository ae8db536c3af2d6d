import { createEffect, createSignal, type Accessor } from 'solid-js';
import { groupSizeProblem, isTimeZone, nameChoices, reasonProblem, slugOf, usualPrivacy, weekStarts, type NameChoice, type WeekStart } from '@pegel/domain';
import type { NamesWords } from '@pegel/presentation';
import { forgetInTab, recallInTab, rememberInTab } from '../primitives/stored.js';

/** The steps of a set-up, in their order. */
export const stepNames = ['owner', 'days', 'names', 'costs', 'check'] as const;
export type StepName = (typeof stepNames)[number];

/** What somebody has chosen so far, as far as a browser may keep it: neither the password nor the code of the server. */
export interface Draft {
  readonly organisation: string;
  readonly email: string;
  readonly timeZone: string;
  readonly weekStart: WeekStart;
  /** 1 is January. */
  readonly fiscalYearStart: number;
  /** Empty until somebody has decided. */
  readonly names: NameChoice | '';
  readonly namesReason: string;
  /** One a line; `null` until somebody has touched them: the usual ones, in whatever language the page is read in. */
  readonly purposes: string | null;
  readonly groupSize: string;
  readonly currency: string;
  /** What a month may cost, as it was typed; empty for none. */
  readonly budget: string;
  readonly extraUsage: 'yes' | 'no' | '';
}

const place = 'set-up';

/** The draft of this tab; it outlives a reload, and ends with the tab. */
export function createDraft(): [draft: Accessor<Draft>, change: (part: Partial<Draft>) => void, forget: () => void] {
  const [draft, setDraft] = createSignal<Draft>({ ...proposed(), ...kept() });
  let isOver = false;
  createEffect(() => {
    const text = JSON.stringify(draft());
    if (!isOver) rememberInTab(place, text);
  });
  const forget = () => {
    isOver = true;
    forgetInTab(place);
  };
  return [draft, (part) => setDraft((before) => ({ ...before, ...part })), forget];
}

function proposed(): Draft {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { organisation: '', email: '', timeZone: isTimeZone(timeZone) ? timeZone : 'UTC', weekStart: 'monday', fiscalYearStart: 1, names: '', namesReason: '', purposes: null, groupSize: String(usualPrivacy.groupSize), currency: 'USD', budget: '', extraUsage: '' };
}

/** What an earlier visit of this tab left, where it is still something. */
function kept(): Partial<Draft> {
  try {
    const found: unknown = JSON.parse(recallInTab(place) ?? '');
    if (found === null || typeof found !== 'object') return {};
    const of = (name: keyof Draft): unknown => Reflect.get(found, name);
    const text = (name: 'organisation' | 'email' | 'timeZone' | 'namesReason' | 'groupSize' | 'currency' | 'budget'): Partial<Draft> => {
      const value = of(name);
      return typeof value === 'string' && value !== '' ? { [name]: value } : {};
    };
    const names = nameChoices.find((choice) => choice === of('names'));
    const weekStart = weekStarts.find((day) => day === of('weekStart'));
    const month = of('fiscalYearStart');
    const purposes = of('purposes');
    const extraUsage = (['yes', 'no'] as const).find((choice) => choice === of('extraUsage'));
    return {
      ...text('organisation'), ...text('email'), ...text('timeZone'), ...text('namesReason'), ...text('groupSize'), ...text('currency'), ...text('budget'),
      ...(typeof purposes === 'string' ? { purposes } : {}), ...(names === undefined ? {} : { names }), ...(weekStart === undefined ? {} : { weekStart }), ...(extraUsage === undefined ? {} : { extraUsage }),
      ...(typeof month === 'number' && Number.isInteger(month) && month >= 1 && month <= 12 ? { fiscalYearStart: month } : {}),
    };
  } catch {
    return {};
  }
}

/** The purposes as lines: what somebody wrote, or the usual ones. */
export const purposesOf = ({ purposes }: Draft, { usualPurposes }: NamesWords): string => purposes ?? usualPurposes.join('\n');

/** The first step that still lacks something; whoever comes back goes on there. */
export function firstOpenStep({ organisation, email, timeZone, names, namesReason, groupSize, extraUsage }: Draft): StepName {
  if (slugOf(organisation) === '' || !email.includes('@')) return 'owner';
  if (!isTimeZone(timeZone)) return 'days';
  if (names === '' || reasonProblem(namesReason) !== null || groupSizeProblem(Number(groupSize)) !== null) return 'names';
  return extraUsage === '' ? 'costs' : 'check';
}
