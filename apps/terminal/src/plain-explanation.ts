import type { Explanation } from '@pegel/presentation';
import { padEnd, widthOf, wrap } from './fit.js';
import { safeText } from './safe-text.js';

const widthMax = 80;
const between = 2;

/** An explanation as text: the number, its changes, then what is said of it beside its heading. No colour, no lines. */
export function plainExplanation({ title, value, when, reason, changes, equation, entries }: Explanation): string {
  const labelWidth = Math.max(...entries.map(({ label }) => widthOf(label))) + between;
  const head = [title, [value, when].filter((part) => part !== '').join('  '), ...(reason === null ? [] : wrap(plain(reason), widthMax)), ...changes.map(({ line }) => line), ...(equation === null ? [] : wrap(plain(equation.whole), widthMax))];
  const body = entries.flatMap(({ id, label, lines }) =>
    lines
      // An address is only of use whole.
      .flatMap((text) => (id === 'query' ? [text] : wrap(plain(text), widthMax - labelWidth)))
      .map((text, index) => `${padEnd(index === 0 ? label : '', labelWidth)}${text}`),
  );
  return `${[...head, '', ...body].map((text) => plain(text).trimEnd()).join('\n')}\n`;
}

const plain = (text: string): string => safeText(text).replaceAll('\u00A0', ' ');
