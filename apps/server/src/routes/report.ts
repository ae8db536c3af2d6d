import { languages, queryFromTexts, ReportError, type Language, type QueryTexts, type Report, type ReportQuery } from '@pegel/domain';
import { reportCsv, reportMarkdown } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { enterBy } from '../entrance.js';
import { reportFor, type ReportFormat } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';

/** A report as JSON to compute with, or as a file to take along. */
export function reportRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const answer = async (c: Context<Env>, as: ReportFormat): Promise<Report> => reportFor(ports, await enterBy(c, ports.accounts), queryIn(c), as);
  return new Hono<Env>()
    .get('/report.json', asks('read-report'), async (c) => c.json(await answer(c, 'screen')))
    .get('/report.csv', asks('export-report'), async (c) => {
      const made = await answer(c, 'csv');
      return c.body(reportCsv(made), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${fileName(made)}.csv"` });
    })
    .get('/report.md', asks('export-report'), async (c) => {
      const language = languageIn(c);
      return c.body(reportMarkdown(await answer(c, 'md'), language), 200, { 'content-type': 'text/markdown; charset=utf-8' });
    });
}

const singles = ['metrics', 'from', 'to', 'range', 'grain', 'by', 'top', 'compare'] as const satisfies readonly (keyof QueryTexts)[];

function queryIn(c: Context<Env>): ReportQuery {
  const others = c.req.path.endsWith('.md') ? ['organisation', 'lang'] : ['organisation'];
  const given = parametersIn(c.req.url, [...singles, ...others], ['where']);
  const texts: QueryTexts = { ...Object.fromEntries(singles.map((name) => [name, given.get(name)?.[0]])), where: given.get('where') ?? [] };
  return queryFromTexts(texts);
}

function languageIn(c: Context<Env>): Language {
  const text = c.req.query('lang') ?? languages[0];
  const language = languages.find((known) => known === text);
  if (language === undefined) throw new ReportError('bad-query', `lang must be one of ${languages.join(', ')}; got "${text.slice(0, 60)}".`);
  return language;
}

const fileName = ({ contract, query }: Report): string => `${contract.organisation}-${query.from}-${query.to}`;
