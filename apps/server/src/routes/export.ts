import type { Entrance } from '@pegel/api';
import { journalExport, periodFromTexts, permitSpendByUser, purposeFor, refuse, type JournalEntryView, type JournalQuery, type Reader } from '@pegel/domain';
import { fileName, journalFile, journalLine, spendByUserDataset, type ChainedEntry, type Dialect } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { dialectFrom } from '../dialect.js';
import { enterBy, entranceOf } from '../entrance.js';
import { streamOf } from '../export-stream.js';
import { describedBy, exportHeaders, namedAs } from '../export-mark.js';
import { describedSpend } from '../file-meta.js';
import { aboutJournal, writeExport, writeSpendByUser, type SpendAsked } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { limits } from '../limits.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';
import { refusalNamed, Refusal } from '../refusal.js';
import { spendByUserCsv, spendByUserJson } from '../spend-by-user.js';

/** Files too long to be made in memory. */
export function exportRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const { accounts, store, live, now } = ports;
  const running = new Map<string, number>();
  /** The texts, counted for as long as somebody takes them: each holds a place in the database still. */
  async function* counted(slug: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
    running.set(slug, (running.get(slug) ?? 0) + 1);
    try {
      yield* texts;
    } finally {
      running.set(slug, (running.get(slug) ?? 1) - 1);
    }
  }

  /** Who asks for a file. Who asks only for its headers would have it made, and take none of it. */
  async function askedFor(c: Context<Env>): Promise<Entrance> {
    if (c.req.method === 'HEAD') throw new Refusal(405, `${c.req.path} takes GET, not HEAD.`, null, ['GET']);
    return enterBy(c, accounts);
  }

  /** Refuses one more than there may be at the same time. */
  function demandRoom(slug: string): void {
    if ((running.get(slug) ?? 0) >= limits.exportsAtOnce) throw refusalNamed(429, { name: 'exports-at-once', about: { most: String(limits.exportsAtOnce) } }, 10);
  }

  const sent = (c: Context<Env>, slug: string, texts: AsyncGenerator<string>, permitAgain: () => Promise<void>, { type, name, headers }: { readonly type: string; readonly name: string; readonly headers?: Record<string, string> }): Response =>
    new Response(streamOf(counted(slug, texts), permitAgain, live, c.get('log'), c.env?.outgoing), {
      headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="${name}"`, ...headers },
    });

  const journal = (format: keyof typeof journalFiles) => async (c: Context<Env>): Promise<Response> => {
    const entrance = await askedFor(c);
    const { slug } = entrance.reader.organisation;
    const { query, dialect } = journalQueryIn(c.req.url, format);
    const pages = journalExport(entrance.reader, accounts, query);
    demandRoom(slug);
    const permitAgain = async (): Promise<void> => void journalExport((await entranceOf(accounts, callerOf(c), slug)).reader, accounts, query);
    writeExport(ports, entrance, { what: 'journal', format, ...aboutJournal(accounts, slug, query) });
    const { type, linesIn } = journalFiles[format];
    const { header, line } = linesIn(dialect);
    return sent(c, slug, textsOf(pages, header, (entry) => line({ chain: slug, ...entry })), permitAgain, { type, name: `${slug}-journal.${format}` });
  };

  const spend = (format: 'csv' | 'json') => async (c: Context<Env>): Promise<Response> => {
    const given = await askedFor(c);
    permitSpendByUser(given.reader);
    const { period, purpose, dialect, names } = spendIn(c.req.url, format === 'csv');
    const entrance = namedAs(given, names);
    const { reader } = entrance;
    const { slug } = reader.organisation;
    demandRoom(slug);
    const permitAgain = async (): Promise<void> => {
      const again = namedAs(await entranceOf(accounts, callerOf(c), slug), names).reader;
      permitSpendByUser(again);
      permitStillNamed(reader, again);
    };
    const disclosure = writeSpendByUser(ports, entrance, { period, purpose, format });
    const headers = { ...(format === 'csv' ? describedBy(c.req.url) : {}), ...exportHeaders(disclosure) };
    const file = { type: format === 'csv' ? 'text/csv' : 'application/json', name: `${fileName(spendByUserDataset, slug, period, disclosure.names)}.${format}`, headers };
    const texts = format === 'csv'
      ? spendByUserCsv(reader, store, period, now(), dialect)
      : spendByUserJson(reader, store, period, now(), (await describedSpend(ports, entrance, period, disclosure.purpose, { url: c.req.url, ending: format })).meta);
    return sent(c, slug, texts, permitAgain, file);
  };

  return new Hono<Env>()
    .get('/export/spend-by-user.csv', asks('export-spend-by-user'), spend('csv'))
    .get('/export/spend-by-user.json', asks('export-spend-by-user'), spend('json'))
    .get('/export/spend-by-user.meta.json', asks('export-spend-by-user'), async (c) => {
      const given = await enterBy(c, accounts);
      permitSpendByUser(given.reader);
      const { period, purpose, names } = spendIn(c.req.url, true);
      const entrance = namedAs(given, names);
      const { file, meta } = await describedSpend(ports, entrance, period, purposeFor(entrance.reader.organisation, true, purpose), { url: c.req.url, ending: 'csv' });
      return c.body(`${JSON.stringify(meta, null, 2)}\n`, 200, { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${file}.meta.json"` });
    })
    .get('/export/journal.csv', asks('export-journal'), journal('csv'))
    .get('/export/journal.ndjson', asks('export-journal'), journal('ndjson'));
}

/** A file that names people is cut off once its reader may not see their names any more: the rest of it would be another file. */
function permitStillNamed(then: Reader, now: Reader): void {
  const isLost = then.organisation.names !== now.organisation.names || [...then.unmasked].some((key) => !now.unmasked.has(key));
  if (isLost) refuse({ name: 'names-lost', about: {} });
}

const journalFiles = {
  csv: { type: 'text/csv', linesIn: journalFile },
  ndjson: { type: 'application/x-ndjson', linesIn: () => ({ header: '', line: journalLine }) },
} as const satisfies Record<string, { readonly type: string; linesIn(dialect: Dialect): { readonly header: string; line(entry: ChainedEntry): string } }>;

async function* textsOf(pages: Iterable<readonly JournalEntryView[]>, header: string, row: (entry: JournalEntryView) => string): AsyncGenerator<string> {
  yield header;
  for (const entries of pages) yield entries.map(row).join('');
}

function spendIn(address: string, hasDialect: boolean): SpendAsked & { readonly dialect: Dialect; readonly names: string | undefined } {
  const given = parametersIn(address, ['from', 'to', 'purpose', 'organisation', 'names', ...(hasDialect ? ['dialect'] : [])]);
  return { dialect: dialectFrom(given), names: given.get('names')?.[0], period: periodFromTexts(given.get('from')?.[0], given.get('to')?.[0]), purpose: given.get('purpose')?.[0] };
}

function journalQueryIn(address: string, format: keyof typeof journalFiles): { readonly query: Omit<JournalQuery, 'limit'>; readonly dialect: Dialect } {
  const given = parametersIn(address, ['from', 'to', 'happening', 'actor', 'actorId', 'organisation', ...(format === 'csv' ? ['dialect'] : [])]);
  const text = (name: string): string | undefined => given.get(name)?.[0];
  return { query: { from: text('from'), to: text('to'), happening: text('happening'), actor: text('actor'), actorId: text('actorId') }, dialect: dialectFrom(given) };
}
