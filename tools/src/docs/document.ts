/** A page of `docs/` that is made from what the code says, so that it cannot say anything else. */
export interface Document {
  /** Below the top of the workspace, such as `docs/metrics.md`. */
  readonly path: string;
  /** The whole page, ending in one line break. */
  text(): string;
}

/** What stands at the top of every made page, for whoever opens it to edit it. */
export const madeBy = (what: string): string => `<!-- Made by \`npm run docs\` from ${what}. Change that, then run it again. -->`;

/** A table of Markdown; a bar inside a cell is escaped. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
