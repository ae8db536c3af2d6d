import { expect, test } from 'vitest';
import { refusalsDe } from './words-refusals-de.js';
import { refusalText } from './refusals.js';

test('what is refused about people is told in German with all that it tells of, and in English by the server alone', () => {
  const purpose = { name: 'purpose-unknown', about: { given: '"fun"', purposes: '"Cost allocation", "Security"' } };
  expect(refusalText(purpose, 'de')).toBe('Der Zweck muss einer aus der Liste der Organisation sein: "Cost allocation", "Security". Angegeben ist "fun".');
  expect(refusalText(purpose, 'en')).toBeNull();
  for (const name of Object.keys(refusalsDe)) {
    const asked: string[] = [];
    const about = { given: '<given>', purposes: '<purposes>', provider: '<provider>', organisation: '<organisation>', person: '<person>', keys: '<keys>', key: '<key>', id: '<id>', operation: '<operation>' };
    const text = refusalText({ name, about: new Proxy(about, { get: (target, one) => (asked.push(String(one)), Reflect.get(target, one)) }) }, 'de') ?? expect.fail(name);
    expect(text).toMatch(/^\S.*[.!]$/);
    // Which operation it is decides what is said, and is not said itself.
    for (const one of asked.filter((name) => name !== 'operation')) expect(text).toContain(`<${one}>`);
  }
});

test('whoever may not do something is told in German which roles may, as the table of operations says', () => {
  const said = (operation: string) => refusalText({ name: 'not-permitted', about: { operation } }, 'de');
  expect(said('read-journal')).toBe('Das dürfen hier nur Primary Owners, Owners und Auditors.');
  expect(said('decide-quarantine')).toBe('Das dürfen hier nur Primary Owners, Owners und Admins.');
  expect(said('something-of-later')).toBe('Dazu sind Sie hier nicht berechtigt.');
  expect(refusalText({ name: 'usage-closed', about: {} }, 'de')).toBe('Nutzungsanalysen sind für Primary Owners und Owners verfügbar.');
});

test('what no refusal is, or one of a later server, leaves its sentence to the server', () => {
  for (const given of [undefined, null, 'purpose-missing', {}, { name: 'toString', about: {} }, { name: 'purpose-missing' }, { name: 'purpose-missing', about: { purposes: 1 } }, { name: 'purpose-missing', about: null }, { name: 'later', about: {} }]) expect(refusalText(given, 'de')).toBeNull();
});
