import { expect, test } from 'vitest';
import { sources } from '../testing/sources.js';

/** The German texts of a line: all of it where a file has nothing else, and elsewhere what is said to be German. */
const germanOf = (path: string, line: string): readonly string[] => (path.endsWith('-de.ts') ? [line] : [...line.matchAll(/\bde: (['`])(.*?)\1/g)].map(([, , text = '']) => text));

/** Whatever stands before a single owner says that it is one: an article, or that somebody becomes it. A label has nothing before it. */
const single = /\b(?:ein|einen|einem|eines|kein|keinen|jeder|jeden|der|den|dem|ihrem|zum|neue|jetzt|ist|werden|als) (?:Primary Owner oder )?(?:Primary )?Owner$|(?:^|['`])(?:Primary )?Owner$/i;

test('in German several owners are Owners, as in the article that the words are taken from, and one of them is an Owner', () => {
  const texts = sources().filter(({ path }) => /^(apps|packages)\/[^/]+\/src\//.test(path)).flatMap(({ path, lines }) => lines.flatMap((line) => germanOf(path, line)));
  const owners = texts.flatMap((text) => [...text.matchAll(/\bOwner\b/g)].map(({ index }) => text.slice(0, index + 'Owner'.length)));
  expect(owners.length).toBeGreaterThan(20);
  expect(owners.filter((until) => !single.test(until)).map((until) => until.slice(-60))).toEqual([]);
});
