import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changesIn, type FileChange } from '../adding/diff.js';
import { languagePlaces } from '../adding/language-places.js';
import { pageWithBlocks, type Document } from './document.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** Written by hand but for its examples, which are those that a test follows. */
export const contributingDocument: Document = pageWithBlocks('CONTRIBUTING.md', {
  metric: () => exampleText('metric.diff'),
  panel: () => exampleText('panel.diff'),
  source: () => exampleText('source.diff'),
  language: () => exampleText('language.diff'),
  'language places': () => languagePlaces.map(({ path, what }) => `- \`${path}\`: ${what}`).join('\n'),
});

const exampleText = (name: string): string => changesIn(readFileSync(`${top}docs/examples/adding/${name}`, 'utf8')).map(changeText).join('\n\n');

function changeText({ path, isNew, lines }: FileChange): string {
  return isNew
    ? `\`${path}\`, new:\n\n\`\`\`ts\n${lines.map((line) => line.slice(1)).join('\n')}\n\`\`\``
    : `\`${path}\`:\n\n\`\`\`diff\n${lines.map((line) => (line.startsWith('@@') ? ' …' : line)).join('\n')}\n\`\`\``;
}
