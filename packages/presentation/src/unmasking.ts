import { additivityOf, dimensionsOf, isPersonKey, metricNames, metricOf, permissionsFor, pseudonymLabel, saysSecurity, unmaskingLimits, type Language, type ReportRow, type UnmaskingsView, type UnmaskingView, type UnmaskingWish } from '@pegel/domain';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import type { TableModel } from './table.js';
import { unmaskingDe } from './words-unmasking-de.js';
import { unmaskingEn } from './words-unmasking-en.js';

export type UnmaskingWords = typeof unmaskingEn;

const words: Readonly<Record<Language, UnmaskingWords>> = { en: unmaskingEn, de: unmaskingDe };

/** What is said of requests to see names: apart from the rest, because few open them. */
export const unmaskingWordsIn = (language: Language): UnmaskingWords => words[language];

/** Whose names a request is for, as rankings of pseudonyms call them. */
export const unmaskedPeople = ({ people }: Pick<UnmaskingView, 'people'>): string => people.map(pseudonymLabel).join(', ');

/** An account in a request, by its address. */
export const accountIn = (account: UnmaskingView['requestedBy'], language: Language): string => (account.name === null ? words[language].someone : safeName(account.name));

/** Requests to see names, a row each. */
export function unmaskingsTable({ requests, timeZone }: UnmaskingsView, { format, language }: Locale): TableModel {
  const said = words[language];
  const { id, by, state, until, people, reason } = said.columns;
  return {
    caption: said.title,
    names: 1,
    // What can be long stands last.
    columns: [id, by, state, until, people, reason].map((label) => ({ label, align: 'start' as const })),
    rows: requests.map((request) => [
      request.id, accountIn(request.requestedBy, language), said.states[request.state],
      request.until === null ? said.for(request.hours) : format.moment(request.until, timeZone), unmaskedPeople(request),
      [safeName(request.reason), ...(request.decisionReason === null ? [] : [said.why(safeName(request.decisionReason))])].join(' – '),
    ]),
  };
}

/** Whom somebody means who writes keys or people as rankings show them. */
export interface PeopleMeant {
  readonly keys: readonly string[];
  /** Texts that are nobody's, and those that are several people's with the keys of these. */
  readonly unknown: readonly string[];
  readonly several: readonly { readonly text: string; readonly keys: readonly string[] }[];
}

export const peopleTexts = (text: string): string[] => text.split(/[,;\n]/).map((one) => one.trim()).filter((one) => one !== '');

/** Whether anything among these has to be looked up. */
export const namesPeopleByLabel = (texts: readonly string[]): boolean => texts.some((text) => !isPersonKey(text));

/** What rankings of people count: whoever has any of it stands in one. */
export const rankedMetrics = metricNames.filter((name) => {
  const { measure } = metricOf(name);
  return dimensionsOf(measure).includes('person') && additivityOf(measure) === 'additive' && !permissionsFor({ metrics: [name] }).has('view:spend');
});

/** @param rows Of a report by person, where there are any. */
export function peopleMeant(texts: readonly string[], rows: readonly Pick<ReportRow, 'key' | 'label'>[]): PeopleMeant {
  const keys: string[] = [];
  const unknown: string[] = [];
  const several: { text: string; keys: readonly string[] }[] = [];
  for (const text of texts) {
    const found = isPersonKey(text) ? [text] : [...new Set(rows.flatMap(({ key, label }) => (key !== null && isPersonKey(key) && (isSame(label, text) || isSame(pseudonymLabel(key), text)) ? key : [])))];
    const [key] = found;
    if (key === undefined) unknown.push(text);
    else if (found.length > 1) several.push({ text, keys: found });
    else keys.push(key);
  }
  return { keys: [...new Set(keys)], unknown, several };
}

const isSame = (label: string | null, text: string): boolean => label?.toLocaleLowerCase('en') === text.toLocaleLowerCase('en');

/** What is wrong with a wish before anybody is asked, as the server would find it, in the words of whoever wrote it. */
export function wishProblem(texts: readonly string[], { hours, reason, purpose = '', tellAfterDays = 0 }: Omit<UnmaskingWish, 'people'>, language: Language): string | null {
  const said = words[language];
  const { hoursMax, tellAfterDaysMax, reason: longest } = unmaskingLimits;
  if (texts.length === 0) return said.nobody;
  if (reason.trim() === '' || [...reason.trim()].length > longest) return said.noReason;
  if (!Number.isInteger(hours) || hours < 1 || hours > hoursMax) return said.hoursWrong;
  if (!Number.isInteger(tellAfterDays) || tellAfterDays < 0 || tellAfterDays > tellAfterDaysMax) return said.delayWrong;
  return tellAfterDays > 0 && !saysSecurity(`${reason} ${purpose}`) ? said.noSecurity : null;
}

/** What keeps a request from being made, in a sentence; `null` where everybody is known. */
export function peopleProblem({ unknown, several }: PeopleMeant, language: Language): string | null {
  const [nobody] = unknown;
  const [many] = several;
  if (nobody !== undefined) return words[language].unknown(safeName(nobody));
  return many === undefined ? null : words[language].several(safeName(many.text), many.keys.join(', '));
}
