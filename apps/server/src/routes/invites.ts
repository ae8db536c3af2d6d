import { fileName, invitesRows } from '@pegel/presentation';
import { Hono } from 'hono';
import { asks } from '../asks.js';
import { dialectFrom } from '../dialect.js';
import { enterBy } from '../entrance.js';
import { exportHeaders } from '../export-mark.js';
import { invitesFor } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';

/** The invites that are out, to take along. */
export function inviteRoutes({ accounts, ...ports }: Ports & { readonly notebook: Notebook }): Hono<Env> {
  return new Hono<Env>().get('/export/invites.csv', asks('export-invites'), async (c) => {
    const given = parametersIn(c.req.url, ['organisation', 'purpose', 'dialect']);
    const dialect = dialectFrom(given);
    const view = await invitesFor(ports, await enterBy(c, accounts), given.get('purpose')?.[0], 'csv');
    const name = fileName('invites', view.organisation, { from: view.day, to: view.day }, view.disclosure.names);
    return c.body(invitesRows(view).csv(dialect), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}.csv"`, ...exportHeaders(view.disclosure) });
  });
}
