import { AccessError } from '@pegel/api';
import { periodFromTexts, permitSpendByUser, ReportError, type Period } from '@pegel/domain';
import { Hono } from 'hono';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { enterBy, entranceOf } from '../entrance.js';
import { writeExport } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { limits } from '../limits.js';
import type { Logger } from '../log.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';
import { spendByUserCsv } from '../spend-by-user.js';

/** Files too long to be made in memory. */
export function exportRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const { accounts, store, now } = ports;
  const running = new Map<string, number>();
  /**
   * The texts, counted for as long as somebody takes them: each holds a place in the database still. Before each it is
   * asked anew whether they may: of an export that has begun, nothing more leaves once its token is revoked.
   */
  async function* counted(slug: string, texts: AsyncGenerator<string>, permitAgain: () => Promise<void>): AsyncGenerator<string> {
    running.set(slug, (running.get(slug) ?? 0) + 1);
    try {
      for await (const text of texts) {
        await permitAgain();
        yield text;
      }
    } finally {
      running.set(slug, (running.get(slug) ?? 1) - 1);
    }
  }

  return new Hono<Env>().get('/export/spend-by-user.csv', asks('export-spend-by-user'), async (c) => {
    const entrance = await enterBy(c, accounts);
    const { reader } = entrance;
    permitSpendByUser(reader);
    const period = periodIn(c.req.url);
    const { organisation } = reader;
    if ((running.get(organisation.slug) ?? 0) >= limits.exportsAtOnce) throw new Refusal(429, `At most ${limits.exportsAtOnce} exports of an organisation run at the same time; wait until one has ended.`, 10);
    const permitAgain = async (): Promise<void> => permitSpendByUser((await entranceOf(accounts, callerOf(c), organisation.slug)).reader);
    writeExport(ports, entrance, { what: 'spend-by-user', format: 'csv', ...period });
    return new Response(streamOf(counted(organisation.slug, spendByUserCsv(reader, store, period, now()), permitAgain), c.get('log'), c.env?.outgoing), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${organisation.slug}-spend-by-user-${period.from}-${period.to}.csv"`,
      },
    });
  });
}

function periodIn(address: string): Period {
  const given = parametersIn(address, ['from', 'to', 'organisation']);
  return periodFromTexts(given.get('from')?.[0], given.get('to')?.[0]);
}

/**
 * Makes the next piece when the last one has been taken. A failure breaks the connection, so that half a file is never
 * taken for a whole one. TRICKY: an error of the stream alone would end the body in good order, with its message as the
 * last line.
 */
function streamOf(texts: AsyncGenerator<string>, log: Logger, connection: { destroy(): unknown } | undefined): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        if (error instanceof AccessError || error instanceof ReportError) log.info({ why: error.message }, 'export ended');
        else log.error({ err: error }, 'failed');
        if (connection === undefined) controller.error(new Error('The export failed midway.'));
        else connection.destroy();
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
