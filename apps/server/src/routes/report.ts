import { languages, oneOf, queryFromTexts, type Language, type QueryTexts, type Report } from '@pegel/domain';
import { reportCsv, reportMarkdown, type Dialect } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { dialectFrom } from '../dialect.js';
import { enterBy } from '../entrance.js';
import { addressIn, describedBy, exportHeaders, namedAs, reportName } from '../export-mark.js';
import { describedReport, reportMeta } from '../file-meta.js';
import { reportFor, type Asked, type ReportFormat } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';
import { smaller } from '../smaller.js';

/** A report as JSON to compute with, or as a file to take along. */
export function reportRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const answer = async (c: Context<Env>, as: ReportFormat, { asked, names } = askedIn(c)): Promise<Report> => reportFor(ports, namedAs(await enterBy(c, ports.accounts), names), asked, as);
  const attached = (file: string) => ({ 'content-disposition': `attachment; filename="${file}"` });
  return new Hono<Env>()
    .get('/report.json', asks('read-report'), smaller, async (c) => c.json(await answer(c, 'screen')))
    .get('/report.csv', asks('export-report'), async (c) => {
      const given = askedIn(c);
      const made = await answer(c, 'csv', given);
      return c.body(reportCsv(made, given.dialect), 200, { 'content-type': 'text/csv; charset=utf-8', ...attached(`${reportName(made)}.csv`), ...describedBy(c.req.url), ...exportHeaders(made.contract.disclosure) });
    })
    .get('/report.md', asks('export-report'), async (c) => {
      const language = languageIn(c);
      const made = await answer(c, 'md');
      return c.body(reportMarkdown(made, language), 200, { 'content-type': 'text/markdown; charset=utf-8', ...exportHeaders(made.contract.disclosure) });
    })
    .get('/export/report.json', asks('export-report'), async (c) => {
      const made = await answer(c, 'json');
      const file = `${reportName(made)}.json`;
      const meta = reportMeta(made, { file, address: addressIn(c.req.url), at: ports.now() });
      return c.body(`${JSON.stringify({ meta, ...made }, null, 2)}\n`, 200, { 'content-type': 'application/json; charset=utf-8', ...attached(file), ...exportHeaders(made.contract.disclosure) });
    })
    .get('/export/report.meta.json', asks('export-report'), async (c) => {
      const { asked, names } = askedIn(c);
      const { file, meta } = await describedReport(ports, namedAs(await enterBy(c, ports.accounts), names), asked, c.req.url);
      return c.body(`${JSON.stringify(meta, null, 2)}\n`, 200, { 'content-type': 'application/json; charset=utf-8', ...attached(`${file}.meta.json`) });
    });
}

const singles = ['metrics', 'from', 'to', 'range', 'today', 'grain', 'by', 'top', 'compare', 'beside'] as const satisfies readonly (keyof QueryTexts)[];

/** Which other parameters an address takes, by how it ends. A description takes those of what it describes. */
const others: Readonly<Record<string, readonly string[]>> = { '/report.md': ['lang'], '/report.csv': ['dialect', 'names'], '/export/report.json': ['names'], '/export/report.meta.json': ['dialect', 'names'] };

interface Given {
  readonly asked: Asked;
  readonly dialect: Dialect;
  readonly names: string | undefined;
}

function askedIn(c: Context<Env>): Given {
  const given = parametersIn(c.req.url, [...singles, 'purpose', 'organisation', ...(others[c.req.path] ?? [])], ['where']);
  const texts: QueryTexts = { ...Object.fromEntries(singles.map((name) => [name, given.get(name)?.[0]])), where: given.get('where') ?? [] };
  return { asked: { query: queryFromTexts(texts), purpose: given.get('purpose')?.[0] }, dialect: dialectFrom(given), names: given.get('names')?.[0] };
}

function languageIn(c: Context<Env>): Language {
  return oneOf('lang', c.req.query('lang') ?? languages[0], languages);
}
