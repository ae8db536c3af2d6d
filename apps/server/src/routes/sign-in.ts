import type { SignInAnswer } from '@pegel/accounts';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { callerOf } from '../caller.js';
import { limits } from '../limits.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';

/** Signing in and out, the second factor, the password, and terminals that ask to be signed in. */
export function signInRoutes({ accounts }: Ports): Hono<Env> {
  return new Hono<Env>().all('/auth/*', smallBody, async (c) => {
    const answer = accounts.signIn(c.req.raw, callerOf(c).address);
    if (answer === null) throw new Refusal(404, `There is no ${c.req.method} ${c.req.path.slice(0, 200)}.`);
    return responseOf(c, await answer);
  });
}

/** What people type is never long. */
export const smallBody = bodyLimit({
  maxSize: limits.signInBytes,
  onError: () => {
    throw new Refusal(413, `A sign-in is at most ${limits.signInBytes / 1024} KiB.`);
  },
});

/** What signing in answers, with its cookies. */
export function responseOf(c: Context<Env>, answer: SignInAnswer): Response {
  if (answer.kind === 'refused') throw new Refusal(answer.status, answer.message, answer.retryAfterSeconds, [], answer.code, answer.refusal);
  for (const cookie of answer.cookies) c.header('set-cookie', cookie, { append: true });
  return c.json(answer.body);
}
