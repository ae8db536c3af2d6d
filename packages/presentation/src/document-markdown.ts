import type { DocumentBlock, DocumentTable, TextDocument } from '@pegel/domain';
import { plainMarkdown } from './markdown.js';

/** How wide a line is, so that it can be read in a terminal without anything that draws it. */
const width = 80;

/** A document as Markdown that is a text as well: lines that fit a terminal, and tables where they do, else a list. */
export function documentMarkdown({ title, about, sections }: TextDocument): string {
  const parts = [
    `# ${plainMarkdown(title)}`,
    wrapped(plainMarkdown(about)),
    ...sections.flatMap(({ title: heading, blocks }) => [`## ${plainMarkdown(heading)}`, ...blocks.map(blockText)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(block: DocumentBlock): string {
  switch (block.kind) {
    case 'text':
      return wrapped(plainMarkdown(block.text));
    case 'list':
      return block.items.map((item) => wrapped(plainMarkdown(item), '- ')).join('\n');
    case 'table':
      return `**${plainMarkdown(block.table.caption)}**\n\n${tableText(block.table) ?? rowsText(block.table)}`;
  }
}

/** The table with its columns below each other; `null` where it is wider than a line. */
function tableText({ columns, rows }: DocumentTable): string | null {
  const lines = [columns.map(({ label }) => plainMarkdown(label)), ...rows.map((cells) => cells.map((cell, index) => cellText(cell, columns[index]?.isCode === true)))];
  const widths = columns.map((_, index) => Math.max(3, ...lines.map((cells) => cells[index]?.length ?? 0)));
  if (widths.reduce((sum, one) => sum + one + 3, 1) > width) return null;
  const line = (cells: readonly string[]) => `| ${cells.map((cell, index) => (columns[index]?.align === 'end' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = lines;
  const rule = widths.map((one, index) => (columns[index]?.align === 'end' ? `${'-'.repeat(one - 1)}:` : '-'.repeat(one)));
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

/** A row an item: what names it, and below it everything else by its label. Of two columns the second needs none. */
function rowsText({ columns, rows }: DocumentTable): string {
  return rows
    .flatMap((cells) => {
      const [first = '', ...others] = cells.map((cell, index) => cellText(cell, columns[index]?.isCode === true));
      const name = columns[0]?.isCode === true ? first : `**${first}**`;
      const [next = '', ...more] = others;
      // A number alone says nothing.
      const second = columns[1]?.align === 'end' ? `${next} ${plainMarkdown(columns[1].label)}` : next;
      return [
        wrapped(`${name}: ${second}`, '- '),
        ...more.map((cell, index) => wrapped(`${plainMarkdown(columns[index + 2]?.label ?? '')}: ${cell}`, '  ')),
      ];
    })
    .join('\n');
}

/** What programs call something stands as code, one by one where there are several. */
const cellText = (cell: string, isCode: boolean): string => (isCode && !cell.includes('`') ? cell.split(', ').map((name) => `\`${name}\``).join(', ') : plainMarkdown(cell));

/** A paragraph on lines that fit, the first behind what begins it, and the others below its text. */
function wrapped(text: string, begins = ''): string {
  const indent = begins === '' ? '' : '  ';
  const lines: string[] = [];
  let line = begins;
  let isBegun = false;
  for (const word of text.split(' ')) {
    if (isBegun && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
      continue;
    }
    line = isBegun ? `${line} ${word}` : `${line}${word}`;
    isBegun = true;
  }
  return [...lines, line].join('\n');
}
