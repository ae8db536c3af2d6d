import { describe, expect, test } from 'vitest';
import { permissionNames, roleNames, roles, type Permission } from './permissions.js';
import { refusalSentence } from './refusals.js';
import { actingAs, grantable, roleChoices, roleRefusal, transferRefusal, type Acting } from './role-rules.js';
import { roleTable, standingNamed, standingNames, type StandingName } from './testing/role-table.js';

const sentenceOf = (refusal: ReturnType<typeof roleRefusal>): string => (refusal === null ? '' : refusalSentence(refusal));
const standing = (name: StandingName | '-') => (name === '-' ? null : standingNamed(name));

test('every change of every role by every role is allowed exactly where the table says so', () => {
  // Six who act, seven that somebody was, seven that they become, without nobody to nobody; and oneself.
  expect(roleTable).toHaveLength(6 * (7 * 7 - 1) + 6 * 7);
  const decided = roleTable.map(({ actor, isSelf, was, becomes }) => ({
    actor, isSelf, was, becomes, isAllowed: roleRefusal({ actor: actingAs(standingNamed(actor)), isSelf, was: standing(was), becomes: standing(becomes) }) === null,
  }));
  expect(decided).toEqual(roleTable);
});

test('what is refused is refused in a sentence', () => {
  for (const { actor, isSelf, was, becomes, isAllowed } of roleTable) {
    const refusal = roleRefusal({ actor: actingAs(standingNamed(actor)), isSelf, was: standing(was), becomes: standing(becomes) });
    if (!isAllowed) expect(sentenceOf(refusal)).toMatch(/^[A-Z].*[a-z]\.$/);
  }
  const said = (actor: StandingName, was: StandingName | '-', becomes: StandingName | '-', isSelf = false) => sentenceOf(roleRefusal({ actor: actingAs(standingNamed(actor)), isSelf, was: standing(was), becomes: standing(becomes) }));
  expect([said('A', '-', 'U'), said('O', 'O', 'M'), said('O', 'PO', '-'), said('PO', 'O', 'PO'), said('U', 'M', '-'), said('A', 'A', 'A+', true), said('M', 'M', 'M', true)]).toMatchInlineSnapshot(`
    [
      "Admin gives, changes and takes only what is below it: Member, and not Auditor.",
      "Owner gives, changes and takes only what is below it: Admin, Auditor, Member, and not Owner.",
      "The Primary Owner stays that until they have transferred it to an Owner.",
      "There is exactly one Primary Owner: that role is transferred by whoever has it, and never given.",
      "Members are managed by Primary Owners, Owners and Admins.",
      "Nobody raises themselves: Admin may leave, or step down to Member.",
      "Nobody raises themselves: Member may leave.",
    ]
  `);
});

test('what can be chosen is what is allowed, with the grants that are', () => {
  for (const isSelf of [false, true]) {
    for (const actor of standingNames) {
      for (const was of isSelf ? [actor] : ([...standingNames, '-'] as const)) {
        const chosen = roleChoices({ actor: actingAs(standingNamed(actor)), isSelf, was: standing(was) }).flatMap(({ role, grants }) => [[], ...grants.map((grant) => [grant])].map((granted) => ({ role, grants: granted })));
        const allowed = roleTable.filter((line) => line.actor === actor && line.isSelf === isSelf && line.was === was && line.becomes !== '-' && line.isAllowed);
        expect(chosen).toEqual(allowed.map(({ becomes }) => standing(becomes)));
      }
    }
  }
});

test('no permission but those of the table can be granted beyond any role, by nobody', () => {
  for (const actor of standingNames) {
    for (const role of roleNames) {
      for (const permission of permissionNames.filter((name) => !(role === 'admin' && name === 'view:usage'))) {
        expect(grantable[role]).not.toContain(permission);
        for (const was of [null, ...standingNames.map(standingNamed)]) expect(roleRefusal({ actor: actingAs(standingNamed(actor)), isSelf: false, was, becomes: { role, grants: [permission] } })).not.toBeNull();
      }
    }
  }
});

describe('a token that may do less than its maker', () => {
  const token = (...permissions: Permission[]): Acting => ({ role: 'primary-owner', permissions: new Set(permissions) });
  test('gives and takes only what it may do itself', () => {
    const may = (actor: Acting) => roleChoices({ actor, isSelf: false, was: null }).map(({ role, grants }) => [role, ...grants]);
    expect(may(token('manage:members'))).toEqual([['member']]);
    expect(may(token('manage:members', 'manage:sources'))).toEqual([['admin'], ['member']]);
    expect(may(token('manage:members', 'manage:sources', 'view:usage'))).toEqual([['admin', 'view:usage'], ['member']]);
    expect(may(token('view:usage', 'view:spend', 'view:people'))).toEqual([]);
    expect(sentenceOf(roleRefusal({ actor: token('manage:members', 'manage:sources'), isSelf: false, was: standingNamed('A+'), becomes: null }))).toMatch(/and not Admin with view:usage\.$/);
  });
  test('transfers nothing', () => {
    expect(sentenceOf(transferRefusal({ actor: token('manage:members'), isSelf: false, was: standingNamed('O') }))).toMatch(/may do less than its maker/);
    expect(transferRefusal({ actor: token(...roles['primary-owner'].permissions), isSelf: false, was: standingNamed('O') })).toBeNull();
  });
});

test('only the Primary Owner is succeeded, and only by an Owner', () => {
  const allowed = standingNames.flatMap((actor) =>
    [false, true].flatMap((isSelf) =>
      standingNames.filter((was) => transferRefusal({ actor: actingAs(standingNamed(actor)), isSelf, was: standingNamed(was) }) === null).map((was) => [actor, isSelf, was])),
  );
  expect(allowed).toEqual([['PO', false, 'O']]);
});
