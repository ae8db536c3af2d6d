import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.js';

const dictionaryOf = (...texts: readonly string[]): Dictionary => {
  const dictionary = new Dictionary();
  for (const text of texts) dictionary.codeOf(text);
  return dictionary;
};
const unread = (): never => expect.fail('Nobody needs these texts.');

test('texts have the same numbers by their prints as by themselves, whichever were known before, and are read only where one of them is new', () => {
  const texts = Array.from({ length: 300 }, (_, at) => `project ${at * 7}`);
  const [written, read] = [dictionaryOf(...texts), dictionaryOf('project 14', 'another', 'project 700')];
  const prints = written.printsOf(texts.map((text) => written.codeOf(text)));
  expect([...written.codesOfPrints(prints, unread)]).toEqual([0, ...texts.map((text) => written.codeOf(text))]);
  const codes = read.codesOfPrints(prints, (place) => texts[place] ?? expect.fail());
  expect([...codes].slice(1).map((code) => read.texts[code])).toEqual(texts);
  expect(texts.map((text) => read.codeOf(text))).toEqual([...codes].slice(1));
  expect(read.codeOf('another')).toBe(2);
  expect([...read.codesOfPrints(prints, unread)]).toEqual([...codes]);
  expect(read.texts).toHaveLength(302);
});
