import type { Language } from '@pegel/domain';
import type { Explanation } from '@pegel/presentation';
import type { Theme } from '../theme.js';
import { explanationLines } from './explanation-lines.js';
import { Panel } from './Panel.js';

interface ExplanationPanelProps {
  readonly explanation: Explanation;
  /** The first line shown. */
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
  readonly language: Language;
  readonly theme: Theme;
}

/** What is said of the number in focus, and how much of it is on the screen. */
export function ExplanationPanel({ explanation, scroll, width, height, language, theme }: ExplanationPanelProps) {
  const lines = explanationLines(explanation, width - 4, language, theme);
  const room = height - 2;
  const first = Math.max(0, Math.min(scroll, lines.length - room));
  const note = lines.length <= room ? '' : `${first + 1}–${first + room} / ${lines.length}`;
  return <Panel title={explanation.title} note={note} lines={lines.slice(first, first + room)} width={width} height={height} focused theme={theme} />;
}
