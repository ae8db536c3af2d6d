import { languages } from '@pegel/domain';
import { expect, test } from 'vitest';
import { themeOf } from '../testing/frames.js';
import { sentences } from '../words.js';
import { hintLine } from './frame-lines.js';
import { overlayWords } from './overlay-words.js';

test.each(languages)('what is said once, in place of the keys, is whole beside help at 80 columns (%s)', (language) => {
  const words = overlayWords[language];
  const said = [words.noBrowser, words.nothingPinned, words.unpinned, words.pinned('22. Nov. 2026'), sentences[language].sentToTerminal('~/.local/state/pegel/clipboard.md'), sentences[language].exporting];
  for (const message of said) {
    const written = hintLine({ freshness: '', kind: 'live', message, singleKeys: true }, { explain: false, isOpen: false, points: false, actions: [] }, 80, language, themeOf({})).map(({ text }) => text).join('');
    expect(written).toContain(message);
  }
});
