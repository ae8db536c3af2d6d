import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';
import { responseOf, smallBody } from './sign-in.js';

/** Signing in through an identity provider: going there, and coming back. Where there is none, neither is there. */
export function oidcRoutes({ accounts }: Ports): Hono<Env> {
  const provider = (c: Context<Env>) => {
    if (accounts.oidc === null) throw new Refusal(404, `There is no ${c.req.method} ${c.req.path}.`);
    return accounts.oidc;
  };
  return new Hono<Env>()
    .post('/auth/sign-in/oauth2', asks('sign-in'), smallBody, async (c) => responseOf(c, await provider(c).begin(c.req.raw, callerOf(c).address)))
    .get('/auth/oauth2/callback/oidc', asks('sign-in'), async (c) => {
      const { to, cookies } = await provider(c).finish(c.req.raw, callerOf(c).address);
      for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
      // The page there asks for everything itself, and so as a page of ours: with the cookie, which knows no other site.
      return c.redirect(to, 303);
    });
}
