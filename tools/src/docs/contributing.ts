import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changesIn, type FileChange } from '../adding/diff.js';
import { languagePlaces } from '../adding/language-places.js';
import type { Document } from './document.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** What is put between the marks of the same name. */
const blocks: Readonly<Record<string, () => string>> = {
  metric: () => exampleText('metric.diff'),
  panel: () => exampleText('panel.diff'),
  source: () => exampleText('source.diff'),
  language: () => exampleText('language.diff'),
  'language places': () => languagePlaces.map(({ path, what }) => `- \`${path}\`: ${what}`).join('\n'),
};

/** Written by hand but for its examples, which are those that a test follows. */
export const contributingDocument: Document = {
  path: 'CONTRIBUTING.md',
  text: () =>
    readFileSync(`${top}CONTRIBUTING.md`, 'utf8').replace(/(<!-- begin (.+?) .*-->\n)[\s\S]*?(<!-- end \2 -->)/g, (_, begin: string, name: string, end: string) => {
      const block = blocks[name];
      if (block === undefined) throw new Error(`CONTRIBUTING.md asks for the example "${name}", which there is not.`);
      return `${begin}${block()}\n${end}`;
    }),
};

const exampleText = (name: string): string => changesIn(readFileSync(`${top}docs/examples/adding/${name}`, 'utf8')).map(changeText).join('\n\n');

function changeText({ path, isNew, lines }: FileChange): string {
  return isNew
    ? `\`${path}\`, new:\n\n\`\`\`ts\n${lines.map((line) => line.slice(1)).join('\n')}\n\`\`\``
    : `\`${path}\`:\n\n\`\`\`diff\n${lines.map((line) => (line.startsWith('@@') ? ' …' : line)).join('\n')}\n\`\`\``;
}
