import { languages, refusalNames, refusalSentence, refusalTells, ReportError, type NamedRefusal, type RefusalName } from '@pegel/domain';
import { expect, test } from 'vitest';
import { refusalIn, refusalText } from './refusals.js';

/** What sentences say of in other words than those they are told. */
const said: Readonly<Record<string, string>> = { operation: 'read-journal', rule: 'currency', metric: 'utilisation', dimension: 'costCentre', dimensions: 'group, person', role: 'owner', actor: 'admin', below: 'auditor, member', grantable: 'view:usage admin', permission: 'view:usage', permissions: 'view:spend', grants: 'view:usage', rows: '700000', mostRows: '500000', atMost: '10000', sent: '10001' };

const filled = (name: RefusalName): { readonly name: RefusalName; readonly about: Readonly<Record<string, string>> } => ({ name, about: Object.fromEntries(refusalTells(name).map((one) => [one, said[one] ?? `<${one}>`])) });

test.each(refusalNames)('%s is a sentence in each language, with all that it tells of', (name) => {
  const refusal = filled(name);
  const texts = languages.map((language) => refusalText(refusal, language) ?? expect.fail(`${name} has no words`));
  expect(new Set(texts).size).toBe(name === 'form-wrong' ? 2 : languages.length);
  for (const text of texts) {
    if (name !== 'form-wrong') expect(text).toMatch(/^\S.*[.!]$/);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
  }
  // Limits of our own are the same numbers on both sides, and some sentences say them by themselves.
  for (const one of refusalTells(name).filter((told) => said[told] === undefined && !(name === 'form-wrong'))) {
    const [english = '', german = ''] = texts;
    if (english.includes(`<${one}>`) && !spared.has(`${name} ${one}`)) expect(german).toContain(`<${one}>`);
    expect(english.includes(`<${one}>`)).toBe(true);
  }
});

/** What a German sentence leaves out, since what it says is enough to mend it. */
const spared: ReadonlySet<string> = new Set(['unmasking-hours given', 'unmasking-delay given', 'unmasking-people given']);

test('names of the vocabulary are those of the language, and roles stay as they are', () => {
  const split: NamedRefusal = { name: 'metric-split', about: { metric: 'utilisation', dimension: 'model', possible: 'group, department' } };
  expect(refusalText(split, 'de')).toBe('„Auslastung“ lässt sich nicht nach dem Merkmal „Modell“ aufteilen. Möglich: group, department.');
  expect(refusalText(split, 'en')).toBe('Utilisation cannot be split by model. Possible: group, department.');
  expect(refusalText({ name: 'role-above', about: { actor: 'admin', below: 'auditor, member', role: 'owner', grants: '' } }, 'de')).toBe('Admin vergibt, ändert und nimmt nur Rollen, die darunter stehen: Auditor, Member, und nicht Owner.');
  expect(refusalText({ name: 'rows-too-many', about: { mostRows: '500000', rows: '700000' } }, 'de')).toContain('höchstens 500.000 Zeilen, dieser hätte 700.000');
});

test('what a later server knows beyond this vocabulary is said by its own name', () => {
  expect(refusalText({ name: 'metric-split', about: { metric: 'laterMetric', dimension: 'laterDimension', possible: '' } }, 'de')).toBe('„laterMetric“ lässt sich nicht nach dem Merkmal „laterDimension“ aufteilen. Diese Kennzahl kennt keine Merkmale.');
});

test('whoever may not do something is told which roles may, as the table of operations says', () => {
  const told = (operation: string) => languages.map((language) => refusalText({ name: 'not-permitted', about: { operation } }, language));
  expect(told('read-journal')).toEqual(['The audit journal is shown to Primary Owners, Owners and Auditors.', 'Das dürfen hier nur Primary Owners, Owners und Auditors.']);
  expect(told('decide-quarantine')).toEqual(['Items are released and discarded by Primary Owners, Owners and Admins.', 'Das dürfen hier nur Primary Owners, Owners und Admins.']);
  expect(told('something-of-later')).toEqual(['You may not do this here.', 'Dazu sind Sie hier nicht berechtigt.']);
  expect(refusalText({ name: 'usage-closed', about: {} }, 'de')).toBe('Nutzungsanalysen sind für Primary Owners und Owners verfügbar.');
});

test('an answer has the English sentence of the very definition', () => {
  const refusal = { name: 'days-order', about: { from: '2026-02-02', to: '2026-02-01' } } as const;
  const error = new ReportError(refusal);
  expect([error.message, error.kind]).toEqual([refusalSentence(refusal), 'bad-query']);
  expect(refusalIn(error, 'de')).toBe('from (2026-02-02) darf nicht nach to (2026-02-01) liegen.');
});

test('what no refusal is, or one of a later server, leaves its sentence to the server', () => {
  for (const given of [undefined, null, 'purpose-missing', {}, { name: 'toString', about: {} }, { name: 'purpose-missing' }, { name: 'purpose-missing', about: { purposes: 1 } }, { name: 'purpose-missing', about: null }, { name: 'later', about: {} }]) expect(refusalText(given, 'de')).toBeNull();
});
