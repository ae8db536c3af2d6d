import { useRef, useState } from 'react';
import type { Language } from '@pegel/domain';
import { purposeWordsIn, safeName, type OrganisationView } from '@pegel/presentation';
import { Panel } from '../components/Panel.js';
import { wrap } from '../fit.js';
import { emptyLine, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import type { Size } from './layout.js';
import { useKeys } from './use-keys.js';

interface PurposeScreenProps {
  readonly organisation: OrganisationView;
  readonly size: Size;
  readonly language: Language;
  readonly theme: Theme;
  onChoose(purpose: string): void;
  onLeave(): void;
}

/** The purposes there are, one of which numbers of people are looked at for from then on. */
export function PurposeScreen({ organisation: { purposes, purpose }, size, language, theme, onChoose, onLeave }: PurposeScreenProps) {
  const words = purposeWordsIn(language);
  const [at, setAt] = useState(Math.max(0, purposes.findIndex((known) => known === purpose)));
  // Enter can follow an arrow before the frame with it has been drawn.
  const newest = useRef(at);
  const move = (step: number) => {
    newest.current = Math.max(0, Math.min(purposes.length - 1, newest.current + step));
    setAt(newest.current);
  };
  useKeys((key) => {
    const chosen = purposes[newest.current];
    switch (key) {
      case 'Escape':
      case 'Backspace':
      case 'q':
      case 'u':
        return onLeave();
      case 'Enter':
        return chosen === undefined ? undefined : onChoose(chosen);
      case 'ArrowDown':
      case 'j':
        return move(1);
      case 'ArrowUp':
      case 'k':
        return move(-1);
      default:
        return undefined;
    }
  });
  const height = size.rows - 1;
  const said = wrap(words.missing, Math.max(10, size.columns - 4)).map((text) => line(text));
  const room = Math.max(1, height - 2 - said.length - 3);
  const first = Math.max(0, Math.min(at - room + 1, purposes.length - room));
  const listed = purposes.slice(first, first + room).map((known, index): Line => (first + index === at ? [span(`${theme.glyphs.cursor} ${safeName(known)} `, 'cursor')] : line(`  ${safeName(known)}`)));
  return <Panel title={words.label} lines={[...said, emptyLine, ...listed, emptyLine, line(words.select, 'hint')]} width={size.columns} height={height} focused theme={theme} />;
}
