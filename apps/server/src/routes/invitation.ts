import type { Accepted } from '@pegel/accounts';
import { languageOf } from '@pegel/domain';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { NotInPlace } from '../in-place.js';
import { mediaTypeOf } from '../ingest/body.js';
import { surelyObjectIn } from '../ingest/items.js';
import { limits } from '../limits.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';

/** Reading costs a look-up, and accepting a password's hash. A secret is too long to be guessed at any pace. */
const attempts = { read: { max: 60, seconds: 60 }, accept: { max: 20, seconds: 60 } } as const;

const token = z.string().max(200);
const reading = { schema: z.strictObject({ token }), form: 'with token, the part of the link behind #' } as const;
const accepting = { schema: z.strictObject({ token, password: z.string().max(1_000).optional() }), form: 'with token, the part of the link behind #, and a password where there is no account yet' } as const;

/** The same whether it never was, is over, was taken back or has been used: nobody learns which. */
const closed = (): Refusal => new Refusal(404, 'This invitation opens nothing: it has been used or withdrawn, or is too old. Ask whoever invited you for another.');

/** Following the link of an invitation: what it is for, and becoming a member. */
export function invitationRoutes({ accounts, now, isInPlace }: Ports): Hono<Env> {
  const smallAnswer = bodyLimit({
    maxSize: limits.signInBytes,
    onError: () => {
      throw new Refusal(413, `An answer to an invitation is at most ${limits.signInBytes / 1024} KiB.`);
    },
  });
  const count = (c: Context<Env>, what: keyof typeof attempts): void => {
    const wait = accounts.attempt(`invitation-${what}`, callerOf(c).address, attempts[what]);
    if (wait !== null) throw new Refusal(429, 'Too many attempts to follow an invitation; wait a minute.', wait);
  };
  return new Hono<Env>()
    .post('/invitation', asks('read-invitation'), smallAnswer, async (c) => {
      const wish = await bodyOf(c, reading);
      count(c, 'read');
      const invitation = accounts.readInvitation(wish.token, now());
      if (invitation === null) throw closed();
      return c.json(invitation);
    })
    .post('/invitation/accept', asks('accept-invitation'), smallAnswer, async (c) => {
      const wish = await bodyOf(c, accepting);
      count(c, 'accept');
      if (!isInPlace()) throw new NotInPlace();
      const { headers, address } = callerOf(c);
      const accepted = await accounts.acceptInvitation({ token: wish.token, password: wish.password, headers, address }, now());
      if (accepted.kind !== 'accepted') throw refusalOf(accepted, c);
      return c.json({ organisation: accepted.organisation, email: accepted.email });
    });
}

function refusalOf(accepted: Exclude<Accepted, { readonly kind: 'accepted' }>, c: Context<Env>): Refusal {
  switch (accepted.kind) {
    case 'closed':
      return closed();
    case 'sign-in':
      return new Refusal(401, `${accepted.email} has an account here already: sign in with it, and follow the link again.`);
    case 'other-account':
      return new Refusal(403, `This invitation is for ${accepted.email}, and you are signed in as ${accepted.signedInAs}: sign out, and follow the link again.`);
    case 'bad-password':
      return new Refusal(400, accepted.problem[languageOf(c.req.header('accept-language') ?? '')]);
  }
}

/** Exactly the fields that there are, each once. */
async function bodyOf<Body>(c: Context<Env>, { schema, form }: { readonly schema: z.ZodType<Body>; readonly form: string }): Promise<Body> {
  mediaTypeOf(c.req.raw.headers, ['application/json']);
  const parsed = schema.safeParse(await surelyObjectIn(await c.req.text(), { depthMax: 4, valuesMax: 20 }, () => new Refusal(422, `The body must be a JSON object ${form}.`)));
  if (!parsed.success) throw new Refusal(400, `The body must be a JSON object ${form}, and nothing else. ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return parsed.data;
}
