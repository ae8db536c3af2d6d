import { describe, expect, test } from 'vitest';
import { importedFrom, scimGroup, scimPage, scimUser } from '../testing/directory.js';

describe('SCIM 2.0', () => {
  const ada = scimUser('u1', 'ada@nordwind.example', { displayName: 'Ada' }, { department: 'Sales', costCenter: '4711' });
  const ben = scimUser('u2', 'ben@nordwind.example', { active: 'False', emails: [{ value: 'ben@home.example', type: 'home' }, { value: 'b.meier@nordwind.example', primary: 'true' }] }, { department: 'Legal', costCenter: 4712 });
  const groups = scimPage([scimGroup('g1', 'Berlin', ['u1', 'u2']), scimGroup('g2', 'Sales', ['u1'])]);
  const people = [
    { id: 'u1', email: 'ada@nordwind.example', name: 'Ada', groups: ['Berlin', 'Sales'], department: 'Sales', costCentre: '4711' },
    { id: 'u2', email: 'b.meier@nordwind.example', groups: ['Berlin'], department: 'Legal', costCentre: '4712' },
  ];

  test.each<[string, Record<string, string>]>([
    ['a file for each', { 'users-2026-11-22.json': scimPage([ada, ben]), 'groups-2026-11-22.json': groups }],
    ['pages in a folder', { '2026-11-22/1.json': scimPage([ben], 2), '2026-11-22/2.json': scimPage([ada], 2), '2026-11-22/3.json': groups }],
    ['pages in a list', { 'scim-2026-11-22.json': `[${scimPage([ada], 2)},${scimPage([ben], 2)},${groups}]` }],
    ['resources in a list', { 'scim-2026-11-22.json': JSON.stringify([ada, ben, scimGroup('g1', 'Berlin', ['u1', 'u2']), scimGroup('g2', 'Sales', ['u1'])]) }],
    ['names of attributes in any case', { 'scim-2026-11-22.json': `[${scimPage([ada, ben]).replaceAll('"Resources"', '"resources"').replaceAll('"department"', '"Department"')},${groups}]` }],
    ['with a byte order mark', { 'scim-2026-11-22.json': `\uFEFF[${scimPage([ada, ben])},${groups}]` }],
  ])('is read as %s', async (_, files) => {
    const { snapshots, problems } = await importedFrom(files);
    expect(problems).toEqual([]);
    expect(snapshots.at(-1)).toEqual({ takenAt: '2026-11-22T12:00:01.792Z', complete: true, fields: ['groups', 'department', 'costCentre'], people });
    expect(snapshots[0]).toMatchObject({ complete: false, fields: [], people: [{ id: 'u2', email: 'ben@home.example' }, { id: 'u2', email: 'ben@nordwind.example' }] });
    expect(JSON.stringify(snapshots)).not.toContain('SECRET');
  });

  test('with --seat everybody active has one, however that is written', async () => {
    const { snapshots } = await importedFrom({ 'users.json': scimPage([ada, ben, scimUser('u3', 'cleo@nordwind.example', { active: 'True' })]) }, { seat: 'standard' });
    expect(snapshots.at(-1)?.people?.map(({ status, seat }) => [status, seat])).toEqual([['active', 'standard'], ['suspended', undefined], ['active', 'standard']]);
  });

  test('knows groups by what users say of them too', async () => {
    const { snapshots } = await importedFrom({ 'u.json': scimPage([{ ...ada, groups: [{ value: 'g1', display: 'Berlin' }, { value: 'g2' }] }]), 'g.json': scimPage([scimGroup('g2', 'Sales', [])]) });
    expect(snapshots[0]?.people?.[0]?.groups).toEqual(['Berlin', 'Sales']);
  });

  test('pages of users that are missing are said, and then it is a part', async () => {
    const { snapshots, problems } = await importedFrom({ 'users.json': scimPage([ada], 250) });
    expect(problems.map(({ reason, message }) => [reason, message.en])).toEqual([['missing-pages', '1 of 250 users are here. Add the other pages.'], ['not-complete', expect.stringContaining('sent as a part')]]);
    expect(snapshots).toMatchObject([{ complete: false }]);
  });

  test('pages of groups that are missing are said, and then nothing is said of groups', async () => {
    const { snapshots, reasons } = await importedFrom({ 'users.json': scimPage([ada, ben]), 'groups.json': scimPage([scimGroup('g1', 'Berlin', ['u1'])], 3) });
    expect(reasons).toEqual(['missing-pages']);
    expect(snapshots.at(-1)).toMatchObject({ complete: true, fields: ['department', 'costCentre'] });
  });

  test('members that are no user here are said once', async () => {
    const { reasons, summary } = await importedFrom({ 'users.json': scimPage([ada]), 'groups.json': scimPage([scimGroup('g1', 'Berlin', ['u1', 'x1', 'x2', 'g2'])]) });
    expect([reasons, summary.skipped]).toEqual([['unknown-member'], { 'unknown-member': 3 }]);
  });

  test.each<[string, string | Buffer, string, boolean]>([
    ['no JSON', '{"Resources":[', 'bad-json', true],
    ['of another system', '{"conversations":[{"uuid":"x"}]}', 'not-scim', false],
    ['a number', '7', 'not-scim', false],
    ['a hundred thousand levels', '['.repeat(100_000), 'too-much', true],
    ['nested a hundred thousand times, and closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-much', true],
    ['three million values', `[${'0,'.repeat(3_000_000)}0]`, 'too-much', true],
    ['larger than any page', Buffer.alloc(33 * 1024 * 1024, ' '), 'too-large', true],
    ['not UTF-8', Buffer.from([0x5b, 0xff, 0x5d]), 'invalid-utf8', true],
    ['UTF-16', Buffer.from(`\uFEFF${scimPage([ada])}`, 'utf16le'), 'invalid-utf8', true],
    ['with two lists of resources', scimPage([ada]).replace('"Resources"', '"Resources":[],"Resources"'), 'ambiguous', true],
  ])('a file that is %s costs only itself', async (_, content, reason, mayHide) => {
    const { snapshots, problems } = await importedFrom({ 'a.json': scimPage([ada, ben]), 'b.json': content, 'c.json': groups });
    expect(problems[0]).toMatchObject({ file: expect.stringMatching(/b\.json$/), reason });
    // It may have held somebody, and a group of anybody.
    expect(snapshots.at(-1)).toMatchObject({ complete: !mayHide, fields: [...(mayHide ? [] : ['groups']), 'department', 'costCentre'], people: [{ id: 'u1' }, { id: 'u2' }] });
  });

  test('a file that is no JSON is named, and nothing of it is quoted', async () => {
    const { problems } = await importedFrom({ 'a.json': '{\n "Resources": [\n  secret\n]}' });
    expect(problems[0]).toMatchObject({ reason: 'bad-json', line: null });
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  test('somebody who can be read in two ways is left out by number, and the others are read', async () => {
    const text = scimPage([ada, ben]).replace('"userName":"ben@nordwind.example"', '"userName":"ben@nordwind.example","userName":"eve@nordwind.example"');
    const { snapshots, problems } = await importedFrom({ 'a.json': text });
    expect(problems[0]).toMatchObject({ reason: 'ambiguous', line: null, element: 2 });
    expect(snapshots).toMatchObject([{ complete: false, people: [{ id: 'u1' }] }]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is an ordinary id, department and group', async (name) => {
    const { snapshots } = await importedFrom({ 'a.json': scimPage([scimUser(name, 'ada@nordwind.example', {}, { department: name })]), 'b.json': scimPage([scimGroup(name, name, [name])]) });
    expect(snapshots).toMatchObject([{ people: [{ id: name, department: name, groups: [name] }] }]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
