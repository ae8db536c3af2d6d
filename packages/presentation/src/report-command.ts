import type { ReportQuery } from '@pegel/domain';

/** The question of a report as a command line, to be pasted into a shell, and what it is asked for where it is about people. */
export function reportCommand({ metrics, where = [], ...rest }: ReportQuery, purpose?: string): string {
  const named = (['range', 'from', 'to', 'grain', 'by', 'top', 'compare', 'beside'] as const).flatMap((name) => (rest[name] === undefined ? [] : [`--${name}`, String(rest[name])]));
  const flags = rest.today === true ? ['--today'] : [];
  return shellLine(['pegel', 'report', '--metrics', metrics.join(','), ...named, ...flags, ...where.flatMap(({ dimension, key }) => ['--where', `${dimension}:${key}`]), ...(purpose === undefined ? [] : ['--purpose', purpose])]);
}

/** Words as a line of a shell. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/** A word that a shell takes as it is. What could end a quotation, a line or a span of code is written as its number. */
function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/['`\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return `'${text}'`;
  const escaped = text.replace(/['`\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  return `$'${escaped}'`;
}
