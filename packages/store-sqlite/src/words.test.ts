import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import { textOfWords } from './words.js';

const word = fc.oneof(fc.constant(null), fc.string({ maxLength: 4 }), fc.constantFrom('', ' ', '-', '1', '1 - ', 'a b', 'ä'));
const words = fc.record({ id: word, email: word, name: word });

property.prop([words, words])('no two people are the same text who are called otherwise', (one, other) => {
  expect(textOfWords(one) === textOfWords(other)).toBe(one.id === other.id && one.email === other.email && one.name === other.name);
});

property.prop([word, word, fc.nat(8)])('also where their words, one after the other, are the same letters', (id, email, at) => {
  const letters = `${id ?? ''}${email ?? ''}`;
  const other = { id: letters.slice(0, at), email: letters.slice(at), name: null };
  expect(textOfWords(other) === textOfWords({ id, email, name: null })).toBe(other.id === id && other.email === email);
});
