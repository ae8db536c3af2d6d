import { expect, test } from 'vitest';
import { passwordProblem } from './password.js';

const email = 'Hanna.Berg@nordwind.example';

test.each([
  ['', /12 to 128 characters; it has 0/, /12 bis 128 Zeichen haben; dieses hat 0/],
  ['x'.repeat(11), /it has 11/, /hat 11/],
  ['x'.repeat(129), /it has 129/, /hat 129/],
  ['my HANNA.berg password', /must not contain "hanna.berg"/, /„hanna.berg“/],
  ['a Pegel for our river', /name of this product/, /Namen dieses Produkts/],
  ['1qaz2wsx3edc', /most common/, /häufigsten/],
  ['QwertyQwerty', /most common/, /häufigsten/],
  ['xxxxxxxxxxxx', /most common/, /häufigsten/],
])('%j is no password', (password, en, de) => {
  const problem = passwordProblem(password, email);
  expect(problem?.en).toMatch(en);
  expect(problem?.de).toMatch(de);
});

test.each(['a long enough password', 'xyxyyxxxyyxy', 'größere Wörter über Flüsse', '🌊'.repeat(6), 'x'.repeat(128), 'Hanna and her river'])('%j is one, whatever it is made of', (password) => {
  expect(passwordProblem(password, email)).toBeNull();
});

test('a name of a few letters may stand in a word', () => {
  expect(passwordProblem('everybody has their hat', 'h@nordwind.example')).toBeNull();
});
