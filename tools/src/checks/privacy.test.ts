import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isTest } from './named-test.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

/** Every test that a page names as what holds a promise, in its order. */
const namedIn = (path: string): string[] => [...read(path).replaceAll(/\n\s*/g, ' ').matchAll(/`([\w./-]+\.tsx? › [^`]+)`/g)].map(([, named = '']) => named);

const pages = ['docs/privacy.md', 'docs/privacy.de.md'] as const;

test.each(pages)('every test that %s names is there', (page) => {
  const named = namedIn(page);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((one) => !isTest(one))).toEqual([]);
});

test('both languages promise the same: the same sections, held by the same tests', () => {
  const [en, de] = pages;
  expect(namedIn(de)).toEqual(namedIn(en));
  const levels = (page: string) => [...read(page).matchAll(/^(#+) /gm)].map(([, level]) => level);
  expect(levels(de)).toEqual(levels(en));
});
