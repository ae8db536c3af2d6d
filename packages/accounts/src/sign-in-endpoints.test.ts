import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openEndpoints, sentIn } from './sign-in-endpoints.js';

const taking = openEndpoints.filter(({ method }) => method === 'POST');

const sending = (path: string, body: string): Request => new Request(`http://localhost${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

test('of whatever is sent, only the texts that an endpoint takes get further', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...taking), fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('email', 'password', 'code', 'client_id', 'userCode', 'user_id', '__proto__', 'constructor'), fc.oneof(fc.string(), fc.jsonValue()))), async (endpoint, body) => {
      const takes: readonly string[] = endpoint.takes;
      const sent = await sentIn(sending(endpoint.path, JSON.stringify(body)), endpoint);
      const isRight =
        typeof body === 'object' && body !== null && !Array.isArray(body) &&
        Object.keys(body).length === takes.length && takes.every((name) => Object.hasOwn(body, name) && typeof Reflect.get(body, name) === 'string');
      expect(sent.kind).toBe(isRight ? 'sent' : 'wrong');
      if (sent.kind === 'sent') expect(sent.values).toEqual(body);
      else expect([sent.status, sent.message]).toEqual([400, expect.stringMatching(/[.}]$/)]);
    }),
    { numRuns: 300 },
  );
});

test('what is exactly right gets further as it was sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...taking), fc.array(fc.string({ maxLength: 100 }), { minLength: 4, maxLength: 4 }), async (endpoint, texts) => {
      const values = Object.fromEntries(endpoint.takes.map((name, index) => [name, texts[index] ?? '']));
      expect(await sentIn(sending(endpoint.path, JSON.stringify(values)), endpoint)).toEqual({ kind: 'sent', values });
    }),
    { numRuns: 100 },
  );
});

test('what is no JSON, or is cut off, is said to be none', async () => {
  for (const { path, ...endpoint } of taking) {
    for (const body of ['{', '{"email":', '\0', 'email=x', '<x/>']) expect(await sentIn(sending(path, body), endpoint)).toEqual({ kind: 'wrong', status: 400, message: 'The body is no JSON.' });
  }
});
