import type { ContentView, DecisionResultView, Organisation, QuarantineItemView, QuarantineView } from '@pegel/domain';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import type { TableModel } from './table.js';

/** One item that was set aside, decided down to its texts. */
export interface QuarantineItemModel {
  readonly id: number;
  /** What it is called: "Item 7". */
  readonly name: string;
  readonly source: string;
  /** Why it was set aside. */
  readonly code: string;
  readonly state: string;
  readonly isWaiting: boolean;
  /** False where the server would refuse it, whoever asks. */
  readonly isReleasable: boolean;
  readonly arrived: string;
  /** What releasing and discarding would do, or who decided what and why. */
  readonly note: string;
  readonly same: string | null;
  readonly hidden: string | null;
  /** What it says, field by field, beside what is stored or was replaced. */
  readonly fields: TableModel;
}

/** What of an organisation decides how an item is shown. */
type Accounting = Pick<Organisation, 'timeZone' | 'currency'>;

/** Items as they are shown; fields keep the names they have in events. */
export function quarantineItems({ items }: Pick<QuarantineView, 'items'>, organisation: Accounting, locale: Locale): readonly QuarantineItemModel[] {
  return items.map((item) => itemModel(item, organisation, locale));
}

function itemModel(item: QuarantineItemView, { timeZone, currency }: Accounting, locale: Locale): QuarantineItemModel {
  const { words, format } = locale;
  const { quarantine, codes, quarantineStates, releasing } = words.sources;
  const { id, source, code, state, content, stored, decided } = item;
  const name = `${quarantine.id} ${id}`;
  return {
    id, name,
    source: safeName(source),
    code: codes[code],
    state: quarantineStates[state],
    isWaiting: state === 'waiting',
    isReleasable: state === 'waiting' && (content.fields['currency'] ?? currency) === currency,
    arrived: quarantine.arrivedAt(format.moment(item.receivedAt, timeZone)),
    note: decided === null ? releasing[code] : decidedText(item, timeZone, locale),
    same: decided === null && stored === 'same' ? quarantine.same : null,
    hidden: content.hidden.length === 0 ? null : quarantine.hidden(content.hidden.join(', ')),
    fields: fieldsTable(name, item, locale),
  };
}

function decidedText({ state, decided }: QuarantineItemView, timeZone: string, { words, format }: Locale): string {
  if (decided === null) return '';
  const { outcomes, quarantine, quarantineStates } = words.sources;
  const what = decided.outcome === null ? quarantineStates[state] : `${quarantineStates[state]} (${outcomes[decided.outcome]})`;
  return `${quarantine.decided(what, safeName(decided.by), format.moment(decided.at, timeZone))}: ${safeName(decided.reason)}`;
}

function fieldsTable(name: string, { content, standing, decided }: QuarantineItemView, { words }: Locale): TableModel {
  const { quarantine } = words.sources;
  const beside = standing ?? decided?.replaced ?? null;
  const cell = (view: ContentView, field: string) => (Object.hasOwn(view.fields, field) ? safeName(String(view.fields[field])) : '');
  const names = [...new Set([...Object.keys(content.fields), ...Object.keys(beside?.fields ?? {})])];
  const differs = (field: string) => beside !== null && cell(content, field) !== cell(beside, field);
  return {
    caption: name,
    columns: [
      { label: quarantine.field, align: 'start' }, { label: quarantine.aside, align: 'start' },
      ...(beside === null ? [] : [{ label: standing === null ? quarantine.replaced : quarantine.stored, align: 'start' as const }]),
    ],
    // What it is about comes first.
    rows: [...names.filter(differs), ...names.filter((field) => !differs(field))].map((field) => [differs(field) ? `≠ ${field}` : field, cell(content, field), ...(beside === null ? [] : [cell(beside, field)])]),
  };
}

/** What became of a decision, in a sentence. */
export function decisionText(result: DecisionResultView, { words }: Locale): string {
  const { quarantine, outcomes, refusals } = words.sources;
  const name = `${quarantine.id} ${result.id}`;
  if (result.kind === 'refused') return `${name}: ${refusals[result.why]}`;
  return quarantine.done(name, result.outcome === null ? quarantine.discarded : outcomes[result.outcome]);
}

/** One line an item, for terminals; reasons are written as `--code` takes them. */
export function quarantineTable({ items }: Pick<QuarantineView, 'items'>, timeZone: string, { words, format }: Locale): TableModel {
  const { quarantine, quarantineStates } = words.sources;
  const field = ({ content: { fields } }: QuarantineItemView, name: string) => (Object.hasOwn(fields, name) ? String(fields[name]) : null);
  return {
    caption: quarantine.title,
    columns: [quarantine.id, quarantine.source, quarantine.code, quarantine.what, quarantine.when, quarantine.state].map((label) => ({ label, align: 'start' })),
    rows: items.map((item) => {
      const at = field(item, 'at') ?? field(item, 'from');
      return [String(item.id), safeName(item.source), item.code, safeName(field(item, 'type') ?? ''), at === null ? '' : format.moment(at, timeZone), quarantineStates[item.state]];
    }),
  };
}
