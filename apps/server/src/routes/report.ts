import { languages, queryFromTexts, ReportError, type Language, type QueryTexts, type Report } from '@pegel/domain';
import { reportCsv, reportMarkdown, type Dialect } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { dialectFrom } from '../dialect.js';
import { enterBy } from '../entrance.js';
import { exportHeaders, exportName } from '../export-mark.js';
import { reportFor, type Asked, type ReportFormat } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';

/** A report as JSON to compute with, or as a file to take along. */
export function reportRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const answer = async (c: Context<Env>, as: ReportFormat, asked = askedIn(c).asked): Promise<Report> => reportFor(ports, await enterBy(c, ports.accounts), asked, as);
  return new Hono<Env>()
    .get('/report.json', asks('read-report'), async (c) => c.json(await answer(c, 'screen')))
    .get('/report.csv', asks('export-report'), async (c) => {
      const { asked, dialect } = askedIn(c);
      const made = await answer(c, 'csv', asked);
      return c.body(reportCsv(made, dialect), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${fileName(made)}.csv"`, ...exportHeaders(made.contract.disclosure) });
    })
    .get('/report.md', asks('export-report'), async (c) => {
      const language = languageIn(c);
      const made = await answer(c, 'md');
      return c.body(reportMarkdown(made, language), 200, { 'content-type': 'text/markdown; charset=utf-8', ...exportHeaders(made.contract.disclosure) });
    });
}

const singles = ['metrics', 'from', 'to', 'range', 'today', 'grain', 'by', 'top', 'compare'] as const satisfies readonly (keyof QueryTexts)[];

/** Which other parameters an address takes, by how it ends. */
const others: Readonly<Record<string, readonly string[]>> = { md: ['lang'], csv: ['dialect'] };

function askedIn(c: Context<Env>): { readonly asked: Asked; readonly dialect: Dialect } {
  const given = parametersIn(c.req.url, [...singles, 'purpose', 'organisation', ...(others[c.req.path.split('.').at(-1) ?? ''] ?? [])], ['where']);
  const texts: QueryTexts = { ...Object.fromEntries(singles.map((name) => [name, given.get(name)?.[0]])), where: given.get('where') ?? [] };
  return { asked: { query: queryFromTexts(texts), purpose: given.get('purpose')?.[0] }, dialect: dialectFrom(given) };
}

function languageIn(c: Context<Env>): Language {
  const text = c.req.query('lang') ?? languages[0];
  const language = languages.find((known) => known === text);
  if (language === undefined) throw new ReportError('bad-query', `lang must be one of ${languages.join(', ')}; got "${text.slice(0, 60)}".`);
  return language;
}

const fileName = ({ contract, query }: Report): string =>
  contract.disclosure === undefined ? `${contract.organisation}-${query.from}-${query.to}` : exportName(contract.organisation, 'people', query, contract.disclosure);
