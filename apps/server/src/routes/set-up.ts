import { createHash, timingSafeEqual } from 'node:crypto';
import { languageOf, refusalSentence, settingsLimits } from '@pegel/domain';
import { refusalText } from '@pegel/presentation';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { checkedFounding } from '../founding.js';
import { NotInPlace } from '../in-place.js';
import { mediaTypeOf } from '../ingest/body.js';
import { limits } from '../limits.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';

const wrongCodes = { max: 10, seconds: 60 } as const;

/** What the first page needs to know, and the founding of the first organisation by whoever has the code that the server printed. */
export function setUpRoutes({ accounts, setUpCode, isInPlace }: Ports): Hono<Env> {
  const isOpen = waitingForSetUp(accounts, setUpCode);
  return new Hono<Env>()
    .get('/sign-in.json', asks('read-set-up'), (c) => c.json({ setUp: isOpen(), oidc: accounts.oidc === null ? null : { name: accounts.oidc.name } }))
    .post(
      '/set-up',
      asks('set-up'),
      async (c, next) => {
        if (!isOpen()) throw closed(c);
        await next();
      },
      bodyLimit({
        maxSize: limits.signInBytes,
        onError: () => {
          throw new Refusal(413, `A set-up is at most ${limits.signInBytes / 1024} KiB.`);
        },
      }),
      async (c) => {
        mediaTypeOf(c.req.raw.headers, ['application/json']);
        const { address } = callerOf(c);
        const { code, ...wish } = await objectIn(c);
        if (!isSame(code, setUpCode)) {
          const wait = accounts.attempt('set-up', address, wrongCodes);
          if (wait !== null) throw new Refusal(429, 'Too many wrong codes; wait a minute.', wait);
          throw new Refusal(403, 'The code is not the one that the server printed when it was last started. Open the whole address that it printed.');
        }
        const language = languageOf(c.req.header('accept-language') ?? '');
        const checked = checkedFounding(wish, language);
        if ('problems' in checked) throw new Refusal(400, checked.problems.map(({ field, message }) => `${field}: ${message}`).join(' '));
        // A command line of an earlier version knows no reasons; a page asks for one.
        if (checked.founding.namesReason === '') {
          const reason = { name: 'settings-reason', about: { most: String(settingsLimits.reason) } } as const;
          throw new Refusal(400, `organisation.namesReason: ${refusalText(reason, language) ?? refusalSentence(reason)}`);
        }
        if (!isInPlace()) throw new NotInPlace();
        const made = await accounts.setUp(checked.founding, address);
        if (made.kind === 'closed') throw closed(c);
        c.get('log').info({ organisation: checked.founding.organisation.slug }, 'set up');
        return c.json({ organisation: checked.founding.organisation.slug, ingestKey: made.ingestKey });
      },
    );
}

/** Whether the set-up is open; once it is not, nobody is asked any more. */
export function waitingForSetUp(accounts: Pick<Ports['accounts'], 'canBeSetUp'>, code: string | null): () => boolean {
  let waits = code !== null;
  return () => {
    waits &&= accounts.canBeSetUp();
    return waits;
  };
}

/** The same as for every address that there is not. */
const closed = (c: Context<Env>): Refusal => new Refusal(404, `There is no ${c.req.method} ${c.req.path}.`);

async function objectIn(c: Context<Env>): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal(400, 'Send a JSON object with code, organisation and owner.');
  return { ...body };
}

/** In a time that says nothing about how much of it was right. */
function isSame(code: unknown, right: string | null): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof code === 'string' && right !== null && timingSafeEqual(digest(code), digest(right));
}
