import type { Page } from 'playwright-core';

/** A table as somebody reads it: what its columns are called, and the texts of each row. Columns without a text in any row are left out. */
export interface ReadTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

function readTable(headings: readonly string[], rows: readonly (readonly string[])[]): ReadTable {
  const said = headings.map((_, column) => column).filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const only = (cells: readonly string[]) => said.map((column) => cells[column] ?? '');
  return { headings: only(headings), rows: rows.map(only) };
}

/** The tables of a page in the browser, by panel. */
export async function tablesIn(page: Page): Promise<ReadonlyMap<string, ReadTable>> {
  const found = await page.locator('[data-panel]').evaluateAll((panels) =>
    panels.map((panel) => {
      const rowsOf = (selector: string) => [...panel.querySelectorAll(selector)].map((row) => [...row.querySelectorAll('td, th')].map((cell) => (cell as HTMLElement).innerText));
      return { id: (panel as HTMLElement).dataset['panel'] ?? '', headings: rowsOf('table thead tr')[0] ?? [], rows: rowsOf('table tbody tr, table tfoot tr') };
    }));
  return new Map(found.map(({ id, headings, rows }) => [id, readTable(headings.map(plain), rows.map((row) => row.map(plain)))]));
}

/** The tables of a document, in their order. A panel that says why it has none is one without rows. */
export function tablesOf(markdown: string): readonly (ReadTable & { readonly instead: string })[] {
  return markdown.split(/^\*\*.*\*\*$/m).slice(1).map((section) => {
    const lines = section.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line));
    const [headings = [], ...rows] = lines.map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => plain(cell.replace(/\\(.)/g, '$1'))));
    return { ...readTable(headings, rows), instead: lines.length > 0 ? '' : plain(section) };
  });
}

/** The first rows of the table that has a terminal's screen to itself: below its title, inside heavy edges. Columns stand two cells or more apart. */
export function tableOnScreen(screen: string, rowCount: number): ReadTable {
  const inside = screen.split('\n').filter((line) => /^┃ .*┃\s*$/.test(line)).map((line) => line.replace(/^┃ /, '').replace(/┃\s*$/, ''));
  const lines = inside.slice(0, rowCount + 1).map((line) => [...line]);
  const width = Math.max(0, ...lines.map((line) => line.length));
  const isBlank = (at: number) => lines.every((line) => (line[at] ?? ' ') === ' ');
  const columns: { readonly from: number; readonly to: number }[] = [];
  for (let at = 0, from = 0; at <= width; at += 1) {
    if (at < width && !(isBlank(at) && isBlank(at + 1))) continue;
    if (at > from) columns.push({ from, to: at });
    while (at < width && isBlank(at + 1)) at += 1;
    from = at + 1;
  }
  const [headings = [], ...rows] = lines.map((line) => columns.map(({ from, to }) => plain(line.slice(from, to).join(''))));
  return readTable(headings, rows);
}
