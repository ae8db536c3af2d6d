import { clientAddressHeader } from '@pegel/accounts';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { limits } from '../limits.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';

/** Signing in and out. What better-auth answers is passed on; what it refuses is said in our words. */
export function signInRoutes({ accounts }: Ports): Hono<Env> {
  return new Hono<Env>().all(
    '/auth/*',
    bodyLimit({
      maxSize: limits.signInBytes,
      onError: () => {
        throw new Refusal(413, `A sign-in is at most ${limits.signInBytes / 1024} KiB.`);
      },
    }),
    async (c) => {
      const answer = accounts.signIn(withTrustedHeaders(c.req.raw, c.env?.incoming?.socket.remoteAddress));
      if (answer === null) throw new Refusal(404, `There is no ${c.req.method} ${c.req.path.slice(0, 200)}.`);
      const response = await answer;
      if (!response.ok) throw refusalOf(response);
      return response;
    },
  );
}

/** Where a request came from is ours to say, and `bearer` in other letters is no scheme of ours. */
function withTrustedHeaders(request: Request, address: string | undefined): Request {
  const headers = new Headers(request.headers);
  headers.delete(clientAddressHeader);
  if (address !== undefined) headers.set(clientAddressHeader, address);
  if (!headers.get('authorization')?.startsWith('Bearer ')) headers.delete('authorization');
  return new Request(request, { headers });
}

function refusalOf(response: Response): Refusal {
  switch (response.status) {
    case 401:
      return new Refusal(401, 'The e-mail address or the password is wrong.');
    case 403:
      return new Refusal(403, 'This request comes from another site than this one.');
    case 415:
      return new Refusal(415, 'Content-Type must be application/json.');
    case 429:
      return new Refusal(429, 'Too many attempts to sign in; wait a minute.', Number(response.headers.get('x-retry-after') ?? 60));
    default:
      return new Refusal(400, 'Send an e-mail address and a password as JSON: { "email": "…", "password": "…" }.');
  }
}
