import type { Language } from '@pegel/domain';
import { actionsOf, actionWords, shownKey, wordsIn } from '@pegel/presentation';
import { padEnd } from '../fit.js';
import { line } from '../spans.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';
import { Panel } from './Panel.js';

interface HelpPanelProps {
  readonly width: number;
  readonly height: number;
  readonly language: Language;
  readonly theme: Theme;
}

/** Every key of the terminal, from the same table that decides what they do. */
export function HelpPanel({ width, height, language, theme }: HelpPanelProps) {
  const words = sentences[language];
  const keys = actionsOf('terminal').filter((action) => action !== 'theme.cycle').map((action) => [shownKey(action, 'terminal'), actionWords[action][language]] as const);
  const lines = [...keys, ['↑ ↓', words.scroll] as const, ['← →', words.columns] as const, ['Esc', words.back] as const];
  return <Panel title={wordsIn(language).keys.title} lines={lines.map(([key, what]) => line(`${padEnd(theme.glyphs.rewrite(key), 8)}${what}`))} width={width} height={height} focused theme={theme} />;
}
