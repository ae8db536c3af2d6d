import { ReportError, usualPrivacy } from '@pegel/domain';
import { initTRPC, lazy, TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { AccessError, proceduresOf, router, type Context } from './index.js';

const nobody = () => Promise.reject(new Error('Nobody may get here.'));
const stranger: Context = {
  enter: () => Promise.reject(new AccessError({ name: 'session-ended', about: {} })),
  report: nobody, models: nobody, groups: nobody, inviteCounts: nobody, invites: nobody, sources: nobody, deliveries: nobody, quarantine: nobody, decide: nobody, settings: nobody, changeSettings: nobody, journal: nobody, privacyReport: nobody, ownData: nobody,
  previewReport: nobody, previewSpendByUser: nobody, erasurePreview: nobody, erasePerson: nobody, erasureReasons: nobody,
  members: nobody, invite: nobody, withdrawInvitation: nobody, changeRole: nobody, removeMember: nobody, transferPrimaryOwner: nobody, changeOwnMembership: nobody,
  keys: nobody, makeIngestKey: nobody, makeReaderToken: nobody, revokeKey: nobody,
  unmaskings: nobody, requestUnmasking: nobody, approveUnmasking: nobody, refuseUnmasking: nobody, withdrawUnmasking: nobody, closeUnmasking: nobody,
  refused: () => Promise.resolve(),
  changes: () => { throw new Error('Nobody may get here.'); },
};

const procedures = Object.entries(router._def.procedures).map(([name]) => name);

test('every procedure says which operation it is, also those that are loaded later', async () => {
  expect((await proceduresOf(router)).map(({ name }) => name)).toEqual(procedures);
  // Made past the only beginning there is, and hidden behind a router that is loaded when it is first asked.
  const { router: routerOf, procedure } = initTRPC.context<Context>().create();
  const later = routerOf({ fine: router, later: lazy(() => Promise.resolve({ hidden: routerOf({ secret: procedure.query(() => 1) }) })) });
  await expect(proceduresOf(later)).rejects.toThrow('later.secret does not say which operation it is');
});

const inputs: Readonly<Record<string, object>> = {
  report: { metrics: ['chats'], range: '7d' }, release: { ids: [1], reason: 'x' }, discard: { ids: [1], reason: 'x' }, changeSettings: { timeZone: 'UTC', reason: 'x' },
  previewReport: { metrics: ['chats'], range: '7d', format: 'standard' }, previewSpendByUser: { from: '2026-11-01', to: '2026-11-02', format: 'json' }, erasurePreview: { person: 'x' }, erasePerson: { person: 'x', reason: 'x' },
  invite: { email: 'ada@nordwind.example', role: 'member' }, withdrawInvitation: { id: 'x' }, changeRole: { id: 'x', role: 'member' }, removeMember: { id: 'x' }, transferPrimaryOwner: { id: 'x' }, stepDown: { role: 'member' },
  makeIngestKey: { label: 'x', scopes: ['events'], sources: null }, makeReaderToken: { label: 'x', permissions: ['view:usage'] }, revokeKey: { id: 'x' },
  requestUnmasking: { people: ['x'], hours: 1, reason: 'x' }, approveUnmasking: { id: 'x' }, refuseUnmasking: { id: 'x' }, withdrawUnmasking: { id: 'x' }, closeUnmasking: { id: 'x' },
};

async function refusalOf(name: string, context: Context): Promise<TRPCError> {
  // Procedures are called by name here, with inputs that fit them; their types know each by its own.
  const caller = router.createCaller(context) as unknown as Readonly<Record<string, (input: object) => Promise<unknown>>>;
  return caller[name]?.(inputs[name] ?? {}).then(
    () => { throw new Error(`${name} answered.`); },
    (error: unknown) => { if (error instanceof TRPCError) return error; throw error; },
  ) ?? Promise.reject(new Error(`There is no ${name}.`));
}

test.each(procedures)('%s answers nobody who has not entered an organisation', async (name) => {
  const refusal = await refusalOf(name, stranger);
  expect([refusal.code, refusal.message]).toEqual(['UNAUTHORIZED', 'Nobody is signed in with this session; sign in again.']);
  const barred: Context = { ...stranger, enter: () => Promise.reject(new AccessError({ name: 'usage-closed', about: {} })) };
  expect((await refusalOf(name, barred)).code).toBe('FORBIDDEN');
});

test('what the domain refuses keeps its sentence', async () => {
  const refusing = (refusal: ReportError['refusal']): Context => ({
    ...stranger,
    enter: () => Promise.resolve({ actor: { kind: 'account', id: 'test', name: 'test', address: null }, reader: { role: 'owner', permissions: new Set(), unmasked: new Set(), organisation: { slug: 'x', name: 'X', timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], ...usualPrivacy, budget: null, currency: 'USD', extraUsage: true, names: 'full', demo: false, pseudonymSecret: 'x' } } }),
    report: () => Promise.reject(new ReportError(refusal)),
  });
  const bad = await refusalOf('report', refusing({ name: 'metric-split', about: { metric: 'utilisation', dimension: 'model', possible: 'group' } }));
  expect([bad.code, bad.message]).toEqual(['BAD_REQUEST', 'Utilisation cannot be split by model. Possible: group.']);
  expect((await refusalOf('report', refusing({ name: 'people-off', about: {} }))).code).toBe('FORBIDDEN');
});

test('the secret that keys pseudonyms never leaves the server', async () => {
  const context: Context = {
    ...stranger,
    models: () => Promise.resolve([]),
    enter: () => Promise.resolve({ actor: { kind: 'account', id: 'test', name: 'test', address: null }, reader: { role: 'owner', permissions: new Set(), unmasked: new Set(), organisation: { slug: 'x', name: 'X', timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], ...usualPrivacy, budget: null, currency: 'USD', extraUsage: true, names: 'full', demo: false, pseudonymSecret: 'a secret' } } }),
  };
  expect(JSON.stringify(await router.createCaller(context).reader({}))).not.toContain('a secret');
});
