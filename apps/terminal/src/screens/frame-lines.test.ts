import { languages } from '@pegel/domain';
import type { PageFrame } from '@pegel/presentation';
import { expect, test } from 'vitest';
import { widthOf } from '../fit.js';
import { themeOf } from '../testing/frames.js';
import { sentences } from '../words.js';
import { headerLine, hintLine, messageLines } from './frame-lines.js';
import { overlayWords } from './overlay-words.js';

test.each(languages)('what is said once, in place of the keys, is whole beside help at 80 columns (%s)', (language) => {
  const words = overlayWords[language];
  const said = [words.noBrowser, words.nothingPinned, words.unpinned, words.pinned('22. Nov. 2026'), sentences[language].sentToTerminal('~/.local/state/pegel/clipboard.md'), sentences[language].exporting];
  for (const message of said) {
    const written = hintLine({ freshness: '', kind: 'live', message, singleKeys: true }, { explain: false, isOpen: false, points: false, actions: [] }, 80, language, themeOf({})).map(({ text }) => text).join('');
    expect(written).toContain(message);
  }
});

const textOf = (spans: readonly { readonly text: string }[]) => spans.map(({ text }) => text).join('');
const status = { freshness: 'Live · vor 26 Sek.', kind: 'live' as const, message: '', singleKeys: true };
const frame = { organisation: 'Nordwind AG', demoBanner: null, narrowed: null, rangeLabel: 'Letzte 28 Tage', period: '26. Okt. – 22. Nov.' } as unknown as PageFrame; // The head line reads nothing else of it.

test('the head line of a small terminal says of which days its numbers are before how long ago the last came, and that they are live in any case', () => {
  expect(textOf(headerLine(frame, status, 80, themeOf({})))).toMatch(/^ Nordwind AG · Letzte 28 Tage \(26. Okt. – 22. Nov.\) +● Live · vor 26 Sek\. $/);
  expect(textOf(headerLine(frame, status, 40, themeOf({})))).toMatch(/^ Nordwind AG · Letzte 28 Tage +● Live $/);
  expect(textOf(headerLine({ ...frame, organisation: 'Nordwind AG & Söhne (Nord)' }, status, 40, themeOf({})))).toMatch(/^ Nordwind AG & Söhne \(Nord\) +● Live $/);
});

test.each(languages)('a path that is longer than the screen is wide is whole in what is said of it (%s)', (language) => {
  const path = `/home/${'of-somebody/'.repeat(7)}.local/state/pegel/clipboard.md`;
  for (const width of [40, 80]) {
    const lines = messageLines({ ...status, message: sentences[language].sentToTerminal(path) }, width, language, themeOf({}));
    expect(lines.map((one) => textOf(one).trim()).join('').replaceAll(' ', '')).toContain(path);
    for (const one of lines) expect(widthOf(textOf(one))).toBeLessThanOrEqual(width);
  }
});
