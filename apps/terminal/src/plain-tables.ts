import type { Language } from '@pegel/domain';
import { purposeText, type TablePanelModel, type TablesPageModel } from '@pegel/presentation';
import { wrap } from './fit.js';
import { plainTable } from './plain-table.js';
import { safeText } from './safe-text.js';

const widthMax = 80;

/** A page of tables for pipes and logs: each below its title and its days, and what is to be said of it. */
export const plainTables = ({ panels }: Pick<TablesPageModel, 'panels'>, head: readonly string[], language: Language): string => `${[...(head.length === 0 ? [] : [head.join('\n')]), ...panels.map((panel) => plainPanel(panel, language))].join('\n\n')}\n`;

function plainPanel({ title, content, purpose }: TablePanelModel, language: Language): string {
  if (content === null) return `${safeText(title)}\n–`;
  const heading = content.window === '' ? title : `${title}   ${content.window}`;
  const said = content.empty === null ? [plainTable(content.narrow)] : wrap(content.empty, widthMax);
  return [safeText(heading), ...(purpose === null || purpose.said === null ? [] : [safeText(purposeText(purpose, language))]), ...said, ...content.notes.flatMap((note) => wrap(note, widthMax))].join('\n');
}
