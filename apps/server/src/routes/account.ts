import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { mediaTypeOf } from '../ingest/body.js';
import type { Env, Ports } from '../ports.js';
import { refusalNamed, Refusal } from '../refusal.js';
import { smallBody } from './sign-in.js';

/** Somebody's own account: where they are at home, and where they are signed in. */
export function accountRoutes({ accounts }: Ports): Hono<Env> {
  const own = (c: Context<Env>) => {
    const account = accounts.ownAccount(c.req.raw.headers);
    if (account === null) throw refusalNamed(401, { name: 'session-ended', about: {} });
    return account;
  };
  const isAsked = asks('manage-own-account');
  return new Hono<Env>()
    // Whoever opens the address in a browser gets the page that asks for this.
    .get('/account', isAsked, async (c, next) => (c.req.header('accept')?.includes('text/html') ? next() : c.json(own(c).view())))
    .post('/account/end-session', isAsked, smallBody, async (c) => {
      const account = own(c);
      const { id } = await sentIn(c, z.strictObject({ id: z.string().max(200) }), '{ "id": "…" }');
      if (!account.endSession(id, callerOf(c).address)) throw new Refusal(404, 'You have no such session; it may have ended meanwhile.');
      return c.json({});
    })
    .post('/account/end-other-sessions', isAsked, smallBody, async (c) => {
      const account = own(c);
      await sentIn(c, z.strictObject({}), '{}');
      account.endOtherSessions(callerOf(c).address);
      return c.json({});
    });
}

async function sentIn<T>(c: Context<Env>, schema: z.ZodType<T>, form: string): Promise<T> {
  mediaTypeOf(c.req.raw.headers, ['application/json']);
  const parsed = schema.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) throw new Refusal(400, `Send ${form} as JSON, and nothing else.`);
  return parsed.data;
}
