import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserOn } from '../testing/browser.js';
import { owner, served } from '../testing/served.js';

const publicUrl = 'http://localhost';
const clientId = 'pegel';
const clientSecret = 'the secret of the client';
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (header: object, claims: object, sign: (text: string) => string): string => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${sign(text)}`;
};
const by = (key: KeyObject) => (text: string): string => createSign('RSA-SHA256').update(text).sign(key, 'base64url');
const withSecret = (secret: string) => (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
const known = { alg: 'RS256', kid: 'k', typ: 'JWT' };

type Claims = Readonly<Record<string, unknown>>;
type MakeToken = (claims: Claims) => string;
const right: MakeToken = (claims) => tokenOf(known, claims, by(ours.privateKey));

/** A provider that says in its token whatever a test wants, and the address of the owner to whoever asks. */
let making: MakeToken = right;
let nonce = '';
let issuer = '';
let redirects = 0;
const server = createServer((request, response) => {
  const json = (body: object, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const now = Math.floor(Date.now() / 1_000);
  switch (request.url) {
    case '/.well-known/openid-configuration':
      return json({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/person`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] });
    case '/keys':
      return json({ keys: [{ ...ours.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k' }] });
    case '/token':
      return json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: making({ iss: issuer, aud: clientId, sub: 's-1', nonce, iat: now, exp: now + 60, email: owner.email, email_verified: true }) });
    case '/person':
      return json({ sub: 's-1', email: owner.email, email_verified: true });
    case '/moved/.well-known/openid-configuration':
      redirects += 1;
      response.writeHead(302, { location: `${issuer}/.well-known/openid-configuration` });
      return response.end();
    default:
      return json({}, 404);
  }
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port.
});
afterAll(() => void server.close());

/** Goes to the provider and comes back with a code, for which it gives that token. */
async function comingBackWith(token: MakeToken) {
  making = token;
  const { app, read } = await served({ ports: { publicUrl }, oidc: { issuer, clientId, clientSecret, name: 'Staff login', trustEmail: false } });
  const browser = browserOn(app);
  const begun = await browser.post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: `${publicUrl}/`, errorCallbackURL: `${publicUrl}/login` });
  const { searchParams } = new URL(((await begun.json()) as { url: string }).url); // The contract of 200.
  nonce = searchParams.get('nonce') ?? '';
  const response = await browser.get(`/auth/oauth2/callback/oidc?code=c&state=${encodeURIComponent(searchParams.get('state') ?? '')}`);
  return { to: response.headers.get('location'), sessions: read('SELECT 1 FROM session').length };
}

describe('what a provider says of somebody', () => {
  test('signs in where it is signed by it, for this server, now and for this question', async () => {
    expect(await comingBackWith(right)).toEqual({ to: `${publicUrl}/`, sessions: 1 });
  });

  const pem = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  test.each<[string, MakeToken]>([
    ['is not signed', (claims) => tokenOf({ alg: 'none', typ: 'JWT' }, claims, () => '')],
    ['is not signed, and says so in other letters', (claims) => tokenOf({ alg: 'nOnE', kid: 'k' }, claims, () => '')],
    ['has no signature', (claims) => tokenOf(known, claims, () => '')],
    ['is signed by somebody else under the name of the key', (claims) => tokenOf(known, claims, by(others.privateKey))],
    ['is signed by a key that it brings along', (claims) => tokenOf({ alg: 'RS256', jwk: others.publicKey.export({ format: 'jwk' }) }, claims, by(others.privateKey))],
    ['is signed by a key that it names an address of', (claims) => tokenOf({ alg: 'RS256', kid: 'k', jku: `${issuer}/other-keys` }, claims, by(others.privateKey))],
    ['is signed with the public key as a secret', (claims) => tokenOf({ alg: 'HS256', kid: 'k' }, claims, withSecret(pem))],
    ['is signed with the secret of the client', (claims) => tokenOf({ alg: 'HS256' }, claims, withSecret(clientSecret))],
    ['was changed after it was signed', (claims) => { const [head, , signature] = right(claims).split('.'); return `${head}.${encoded({ ...claims, sub: 's-2' })}.${signature}`; }],
    ['is for somebody else', (claims) => right({ ...claims, aud: 'another-client' })],
    ['is for nobody', (claims) => right({ ...claims, aud: undefined })],
    ['is of another issuer', (claims) => right({ ...claims, iss: 'https://evil.example' })],
    ['is over', (claims) => right({ ...claims, iat: 1_000_000_000, exp: 1_000_000_060 })],
    ['answers another question', (claims) => right({ ...claims, nonce: 'of somebody else' })],
    ['answers no question', (claims) => right({ ...claims, nonce: undefined })],
    ['is about nobody', (claims) => right({ ...claims, sub: undefined })],
    ['is no token', () => 'x.y.z'],
  ])('signs nobody in where it %s', async (_, token) => {
    expect(await comingBackWith(token)).toEqual({ to: expect.stringMatching(new RegExp(`^${publicUrl}/login\\?error=`)), sessions: 0 });
  });

  test('is asked for at the address that was named, and at none that it leads on to', async () => {
    const { app, logged } = await served({ ports: { publicUrl }, oidc: { issuer: `${issuer}/moved`, clientId, clientSecret, name: 'Staff login', trustEmail: false } });
    const response = await browserOn(app).post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: `${publicUrl}/`, errorCallbackURL: `${publicUrl}/login` });
    expect([response.status, redirects > 0]).toEqual([503, true]);
    expect(logged()).toContain('does not answer as a provider does');
  });
});
