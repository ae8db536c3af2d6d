import type { Hono } from 'hono';
import type { Env } from '../ports.js';
import { owner } from './served.js';

type App = Pick<Hono<Env>, 'request'>;

/** Somebody's browser: it keeps the cookies it is given, and says where its requests come from. */
export interface Browser {
  /** The cookies as it would send them. */
  cookie(): string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  signIn(password?: string, email?: string): Promise<Response>;
}

/** @param address Where its requests come from, where a test needs several. */
export function browserOn(app: App, { address, cookies = {} }: { readonly address?: string; readonly cookies?: Readonly<Record<string, string>> } = {}): Browser {
  const jar = new Map(Object.entries(cookies));
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const env = address === undefined ? {} : { incoming: { socket: { remoteAddress: address }, rawHeaders: [] } };
  const send = async (path: string, init: RequestInit, headers: Record<string, string>): Promise<Response> => {
    const sent = cookie();
    const response = await app.request(path, { ...init, headers: { origin: 'http://localhost', ...(sent === '' ? {} : { cookie: sent }), ...headers } }, env);
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '' || /; Max-Age=0\b/i.test(one)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const post: Browser['post'] = (path, body = {}, headers = {}) => send(path, { method: 'POST', body: JSON.stringify(body) }, { 'content-type': 'application/json', ...headers });
  return {
    cookie, post,
    get: (path, headers = {}) => send(path, {}, headers),
    signIn: (password = owner.password, email = owner.email) => post('/auth/sign-in/email', { email, password }),
  };
}

