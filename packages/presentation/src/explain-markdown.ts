import { explain, type Explaining, type Explanation } from './explain.js';
import type { Entry } from './catalogue.js';
import { explainWordsIn } from './explain-words.js';
import type { Locale } from './locale.js';
import { plainMarkdown } from './markdown.js';
import { sentence } from './sentence.js';

/** A number in three lines for a chat: what it is, how it changed and what it means, and where it comes from. */
export function shortExplanation(asked: Explaining, locale: Locale, link: string): string {
  const explanation = explain(asked, locale);
  const first = (id: Entry['id']) => explanation.entries.find((item) => item.id === id)?.lines ?? [];
  const said = [
    ...explanation.changes.slice(0, 1).map(({ line }) => line),
    ...first('formula').slice(0, 1),
    ...first('window'),
    ...first('zone'),
    ...first('completeness').slice(0, 1),
    ...first('mayChange').slice(0, 1).filter((line) => line !== explainWordsIn(locale.language).onlyIf && line !== explainWordsIn(locale.language).stillRunning),
  ];
  return `${headingOf(explanation)}\n${said.map((line) => plainMarkdown(sentence(line))).join(' ')}\n${link}\n`;
}

/** A number with everything that is said of it, as a document. */
export function wholeExplanation(explanation: Explanation): string {
  const { changes, entries } = explanation;
  return [
    headingOf(explanation),
    ...changes.map(({ line }) => plainMarkdown(line)),
    '',
    ...entries.map(({ id, label, lines }) => `- **${plainMarkdown(label)}${label.endsWith('?') ? '' : ':'}** ${lines.map((line) => (id === 'query' ? `\`${line}\`` : plainMarkdown(line))).join(' ')}`),
    '',
  ].join('\n');
}

/** "**Utilisation rate: 64.8%** (311 ÷ 480) · Sun 22 Nov 2026" */
function headingOf({ title, value, equation, when, reason }: Explanation): string {
  const number = `**${plainMarkdown(`${title}: ${value}`)}**${equation === null ? '' : ` (${plainMarkdown(equation.madeOf)})`}`;
  return [number, ...(reason === null ? [] : [plainMarkdown(reason)]), ...(when === '' ? [] : [plainMarkdown(when)])].join(' · ');
}
