import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A page of `docs/` that is made from what the code says, so that it cannot say anything else. */
export interface Document {
  /** Below the top of the workspace, such as `docs/metrics.md`. */
  readonly path: string;
  /** The whole page, ending in one line break. */
  text(): string;
}

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** A page that is written by hand but for what stands between marks: `<!-- begin name … -->` and `<!-- end name -->`. */
export const pageWithBlocks = (path: string, blocks: Readonly<Record<string, () => string>>): Document => ({
  path,
  text: () =>
    readFileSync(`${top}${path}`, 'utf8').replace(/(<!-- begin (.+?) .*-->\n)[\s\S]*?(<!-- end \2 -->)/g, (_, begin: string, name: string, end: string) => {
      const block = blocks[name];
      if (block === undefined) throw new Error(`${path} asks for "${name}", which there is not.`);
      return `${begin}${block()}\n${end}`;
    }),
});

/** What stands at the top of every made page, for whoever opens it to edit it. */
export const madeBy = (what: string): string => `<!-- Made by \`npm run docs\` from ${what}. Change that, then run it again. -->`;

/** A table of Markdown; a bar inside a cell is escaped. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
