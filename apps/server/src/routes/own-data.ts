import { languages, oneOf } from '@pegel/domain';
import { ownDataRows } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { dialectFrom } from '../dialect.js';
import { enterBy } from '../entrance.js';
import { ownDataFor } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';

/** Somebody's own data to take along. No parameter names a person: everybody takes their own. */
export function ownDataRoutes({ accounts, store, now, notebook }: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const made = async (c: Context<Env>, as: 'json' | 'csv') => {
    const entrance = await enterBy(c, accounts);
    const given = parametersIn(c.req.url, ['organisation', 'lang', ...(as === 'csv' ? ['dialect'] : [])]);
    const dialect = dialectFrom(given);
    const language = oneOf('lang', given.get('lang')?.[0], languages) ?? languages[0];
    const data = await ownDataFor({ store, journal: accounts, addresses: accounts, unmaskings: accounts, notebook, now }, entrance, as);
    c.header('content-disposition', `attachment; filename="${data.organisation.slug}-my-data-${data.at.slice(0, 10)}.${as}"`);
    return { data, language, dialect };
  };
  return new Hono<Env>()
    .get('/export/own-data.json', asks('export-own-data'), async (c) => c.body(`${JSON.stringify((await made(c, 'json')).data, null, 2)}\n`, 200, { 'content-type': 'application/json; charset=utf-8' }))
    .get('/export/own-data.csv', asks('export-own-data'), async (c) => {
      const { data, language, dialect } = await made(c, 'csv');
      return c.body(ownDataRows(data, language).csv(dialect), 200, { 'content-type': 'text/csv; charset=utf-8' });
    });
}
