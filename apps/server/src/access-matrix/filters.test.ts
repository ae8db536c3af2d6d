import { router } from '@pegel/api';
import { actorKinds, answerTo, dimensions, happeningNames, principals, type Permission, type PrincipalName } from '@pegel/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ask, requestOf, type Told } from './asking.js';
import { endpointsOf, type Endpoint } from './endpoints.js';
import { marksIn, marksOf, saidBy } from './marks.js';
import { samples } from './samples.js';
import { here, keyOf, there, world, type World } from './world.js';

/** What of `here` is only for whoever may see it. Members and keys are called otherwise. */
const guarded: readonly (readonly [Permission, readonly string[]])[] = [
  ['view:people', [`ada ${here.word}`, `ben ${here.word}`, `${here.word}-ada@`, `${here.word}-ben@`, `${here.word}-person`]],
  ['view:spend', [here.amount, `${here.word}-prices`]],
  ['view:usage', [String(here.count), String(here.count + 1), `${here.word}-chat`, `${here.word}-project`]],
];

/** What an answer says that this reader may not see. */
function beyond({ headers, text }: Told, who: PrincipalName, theirs: readonly string[], said: readonly string[]): readonly string[] {
  const { standing } = principals[who];
  const may: readonly Permission[] = standing.kind === 'session' || standing.kind === 'token' ? (typeof standing.may === 'string' ? [] : standing.may) : [];
  const withheld = guarded.flatMap(([permission, marks]) => (may.includes(permission) ? [] : marks));
  return marksIn({ headers, text }, [...theirs, ...withheld], said);
}

/** Whatever somebody could put into a field: nothing, everything, and what belongs to whom. */
const values = fc.oneof(
  fc.constantFrom<unknown>(
    null, '', [], {}, '*', '%', '_', 'all', 'null', 'undefined', true, 0, 1, -1, 5, 1_000_000, 1e308, '1', [null], [''],
    here.slug, there.slug, [here.slug, there.slug], there.name, `${there.word}-gateway`, `${here.word}-gateway`, `${there.word}-model`, `${there.word}-group`, `${there.word}-subject`, `${there.word}-person`, `${there.word}-invitation`,
    keyOf(there), keyOf(here), [1, 2, 3, 4, 5, 6, 7, 8], [5, 6, 7, 8], ['spend'], ['messages'], 'person', 'group', 'model', 'project', 'waiting', 'discarded', 'account', 'refused', '2026-11-01', '2026-11-24', '0001-01-01', '9999-12-31', 'day', 'total', 'previous',
    [{ dimension: 'person', key: `${there.word}-person` }], [{ dimension: 'model', key: `${there.word}-model` }], [{ dimension: 'group', key: `${here.word}-group` }], { organisation: there.slug }, { $ne: null },
  ),
  fc.string({ maxLength: 12 }),
);

/** What a field is for; half of what is put into it is of this, so that many questions are in good form. */
const fitting: Readonly<Record<string, readonly unknown[]>> = {
  metrics: [['messages'], ['spend'], ['messages', 'spend'], 'messages', 'spend', 'messages,spend'],
  by: [...dimensions],
  where: [[{ dimension: 'person', key: `${here.word}-person` }], [{ dimension: 'person', key: `${there.word}-person` }], [{ dimension: 'group', key: `${here.word}-group` }], [{ dimension: 'model', key: `${there.word}-model` }], `model:${there.word}-model`, `group:${here.word}-group`],
  range: ['7d', '28d'], grain: ['day', 'total'], compare: ['previous'], beside: ['days'], top: [1, 5], from: ['2026-11-16'], to: ['2026-11-24'], limit: [1, 50, 200], before: [1, 5, 1_000],
  source: [`${here.word}-gateway`, `${there.word}-gateway`], state: ['waiting', 'discarded'], code: ['conflict', 'foreign-currency'], ids: [[1, 2, 3, 4], [5, 6, 7, 8], [1, 8]],
  happening: [...happeningNames], actor: [...actorKinds], actorId: [`${here.word}-owner`, `${there.word}-owner`, keyOf(there)],
};
const into = (field: string): fc.Arbitrary<unknown> => (fitting[field] === undefined ? values : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting[field]) }, { weight: 1, arbitrary: values }));

/** The fields that a procedure takes. */
const fieldsOf = (name: string): readonly string[] => {
  const { inputs } = (router._def.procedures as unknown as Readonly<Record<string, { readonly _def: { readonly inputs: readonly z.ZodObject[] } }>>)[name]?._def ?? { inputs: [] }; // The transport keeps the schemas and does not say so.
  return inputs.flatMap(({ shape }) => Object.keys(shape));
};
const parameters = ['metrics', 'from', 'to', 'range', 'today', 'grain', 'by', 'top', 'compare', 'beside', 'where', 'organisation', 'lang', 'source', 'code', 'state', 'ids', 'before', 'limit', 'happening', 'actor', 'actorId', 'person', 'user', 'user_code'];

/** The fields of an endpoint: those of the schema, or all that some route has. */
const known = ({ kind, path }: Endpoint): readonly string[] => (kind === 'procedure' ? fieldsOf(path.slice('/trpc/'.length)) : parameters);

/** Readers who see different things, and somebody who sees nothing. */
const readers: readonly PrincipalName[] = ['primary-owner', 'admin', 'admin-with-usage', 'auditor', 'member', 'token-for-usage', 'token-of-demoted-owner', 'ingest-key', 'removed-member', 'no-credential'];

describe('whatever is left out of a question, or put into it', () => {
  test('the answer holds nothing but what whoever asks may see', async () => {
    const at = await world();
    const theirs = marksOf(at, there);
    const endpoints = (await endpointsOf(at.app)).filter(({ method, name, path }) => method === 'GET' && !name.startsWith('subscription') && path !== '/*');
    // As many about reports as about everything else, since most can be asked of them.
    const isReport = ({ operation }: Endpoint) => ['read-report', 'export-report'].includes(operation);
    const endpoint = fc.oneof(fc.constantFrom(...endpoints.filter(isReport)), fc.constantFrom(...endpoints.filter((one) => !isReport(one))));
    const question = endpoint.chain((one) => {
      const fields = ['organisation', ...known(one)];
      const changes = fc.array(fc.constantFrom(...fields).chain((field) => fc.tuple(fc.constant(field), into(field))), { maxLength: 4 });
      const base = fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: fc.constantFrom(...(samples[one.name] ?? []).map(({ input = {} }) => input)) });
      return fc.tuple(base, changes).map(([input, changed]) => ({ endpoint: one, input: { ...input, ...Object.fromEntries(changed) } }));
    });
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(question, fc.constantFrom(...readers), fc.boolean(), async ({ endpoint, input }, who, isNamed) => {
        const credential = at.credentials[who];
        const request = requestOf(endpoint, { input }, { ...credential, names: isNamed ? credential.names : null });
        const told = await ask(at, request);
        answered += told.status === 200 ? 1 : 0;
        expect(told.status).toBeLessThan(500);
        // An answer says its question again; what is of here, it may say only to whom it is for.
        const said = await saidBy(request);
        expect(beyond(told, who, theirs, told.status === 200 ? said.filter((text) => text.includes(there.word)) : said)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  test('an account of others by whose id somebody asks the journal is not named there afterwards, nor told from one that is nowhere', async () => {
    const at = await world();
    const journal = (await endpointsOf(at.app)).find(({ name }) => name === 'query journal') ?? expect.fail();
    const askFor = (input: object) => ask(at, requestOf(journal, { input: { ...input } }, at.credentials.auditor));
    for (const actorId of [`${there.word}-owner`, 'nobody', `${here.word}-owner`]) await askFor({ actorId });
    const { text } = await askFor({ happening: 'journal-viewed' });
    expect(marksIn({ headers: new Headers(), text }, marksOf(at, there), [])).toEqual([]);
    // The two are the same question to the journal.
    expect(text.match(/"actorId":"[^"]*"/g)).toEqual([`"actorId":"${here.word}-owner"`, '"actorId":"unknown"']);
  });

  test('what a reader may not see is found where it is told', async () => {
    const at = await world();
    const endpoint = (await endpointsOf(at.app)).find(({ name }) => name === 'query report') ?? expect.fail();
    const question = { input: { metrics: ['spend'], from: '2026-11-22', to: '2026-11-22', by: 'person' } };
    const told = await ask(at, requestOf(endpoint, question, at.credentials.owner));
    expect(beyond(told, 'owner', marksOf(at, there), [])).toEqual([]);
    expect(beyond(told, 'admin', marksOf(at, there), [])).toEqual(expect.arrayContaining([here.amount, `ada ${here.word}`]));
  });
});

/** What nobody says of themselves. */
const pretended: Readonly<Record<string, unknown>> = {
  role: 'primary-owner', isPrimary: true, primary: true, isAdmin: true, admin: true, owner: true, userId: `${here.word}-owner`, user_id: `${here.word}-owner`, user: { id: `${here.word}-owner` }, createdBy: `${here.word}-owner`, created_by: `${here.word}-owner`,
  invitedBy: `${here.word}-owner`, by: `${here.word}-owner`, actor: { kind: 'account', id: `${here.word}-owner` }, reader: { role: 'owner' }, ctx: { entrance: {} }, organisationSlug: there.slug, organisation_id: there.slug, organization: there.slug, slug: there.slug, tenant: there.slug,
  permissions: ['view:usage', 'view:spend', 'view:people', 'export:usage', 'manage:members'], grants: ['view:usage'], scopes: ['events', 'directory'], sources: null, expiresAt: null, revokedAt: null, emailVerified: true, twoFactorEnabled: false, client: 'terminal', names: 'full', demo: true,
  pseudonymSecret: 'x', acceptedAt: 1, status: 'approved', constructor: { prototype: { polluted: true } },
};

/** Who may what, as it lies in the tables; without what is another one every time. */
const standings = ({ read }: World): string =>
  JSON.stringify([
    read('SELECT user_id, organisation, role, grants FROM memberships ORDER BY 1, 2'),
    read('SELECT id, unsealed(email), email_verified, two_factor_enabled FROM user WHERE id NOT IN (SELECT user_id FROM memberships) ORDER BY 1'),
    read('SELECT organisation, role, unsealed(label), revoked_at IS NULL, created_by, permissions, expires_at FROM reader_tokens ORDER BY 1, 3'),
    read('SELECT organisation, label, scopes, revoked_at IS NULL, sources, created_by, expires_at FROM ingest_keys ORDER BY 1, 2'),
    read('SELECT slug, name, time_zone, names, extra_usage, demo, unsealed(pseudonym_secret), source_order FROM organisations ORDER BY 1'),
    read('SELECT organisation, unsealed(email), role, grants, invited_by, accepted_at, withdrawn_at IS NULL FROM invitations ORDER BY 1, 2'),
    read('SELECT user_id, client, count(*) FROM session GROUP BY 1, 2 ORDER BY 1, 2'),
    read('SELECT user_id, status FROM device_code ORDER BY 1'),
  ]);

test('what somebody says of themselves beside a question is not believed: it is refused, or as if it had not been said', async () => {
  const first = await world();
  const changing = (await endpointsOf(first.app)).filter(({ method }) => method !== 'GET');
  const wrong: string[] = [];
  let [refused, ignored] = [0, 0];
  for (const endpoint of changing) {
    for (const sample of (samples[endpoint.name] ?? []).filter(({ isSlow }) => isSlow !== true)) {
      // Whoever of these is answered, and a member in any case.
      for (const who of ['member', 'admin', 'owner', 'ingest-key'] as const) {
        if (who !== 'member' && answerTo(endpoint.operation, principals[who], sample.beyond) !== 'answered') continue;
        const outcome = async (isPretending: boolean) => {
          const at = await world();
          const taken = [...Object.keys(sample.input ?? {}), ...Object.keys(sample.body ?? {}), ...(endpoint.kind === 'procedure' ? fieldsOf(endpoint.path.slice('/trpc/'.length)) : [])];
          const extra = isPretending ? Object.fromEntries(Object.entries(pretended).filter(([name]) => !taken.includes(name))) : {};
          const told = await ask(at, requestOf(endpoint, endpoint.kind === 'procedure' ? { ...sample, input: { ...sample.input, ...extra } } : { ...sample, body: { ...sample.body, ...extra } }, at.credentials[who]));
          const after = standings(at);
          await at.end();
          return { status: told.status, after };
        };
        const plain = await outcome(false);
        const pretending = await outcome(true);
        if ([400, 413].includes(pretending.status)) {
          refused += 1;
          if (pretending.after !== standings(first)) wrong.push(`${endpoint.name} as ${who}: refused, and something is another`);
        } else {
          ignored += 1;
          if (pretending.status !== plain.status || pretending.after !== plain.after) wrong.push(`${endpoint.name} as ${who}: ${plain.status} became ${pretending.status}, or something is another`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(refused + ignored).toBeGreaterThan(40);
  process.stdout.write(`Pretended fields: ${refused + ignored} questions, ${refused} refused, ${ignored} as if they had not been said.\n`);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
