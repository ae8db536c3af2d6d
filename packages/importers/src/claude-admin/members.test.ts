import { describe, expect, test } from 'vitest';
import { importFiles, memberHeader, names, reasonsOf } from '../testing/admin.js';

describe('who is a member', () => {
  test('invites are spoken of only where the list has any', async () => {
    const { snapshots } = await importFiles({ [names.members]: `${memberHeader}A,a@a.example,User,Active,Standard\nB,b@a.example,User,Pending,\n` });
    expect(snapshots).toMatchObject([{ fields: ['status', 'seat', 'invites'], people: [{ status: 'active' }, { email: 'b@a.example', status: 'invited', seat: null }] }]);
  });

  test.each([
    ['an unknown status', 'B,b@a.example,User,Somewhere,Standard', '3 bad-cell'],
    ['no seat tier', 'B,b@a.example,User,Active,', '3 bad-cell'],
    ['no address', 'B,,User,Active,Standard', '3 bad-cell'],
    ['what is no address', 'B,=cmd(),User,Active,Standard', '3 bad-cell'],
    ['somebody twice', 'A,A@A.example,User,Active,Standard', '3 person-twice'],
    ['too few fields', 'B,b@a.example', '3 too-few-fields'],
    ['a quote that is never closed', '"B,b@a.example,User,Active,Standard', '3 unclosed-quote'],
  ])('a list with %s is not taken at all, since whoever is missing from it would have left', async (_, row, reason) => {
    const found = await importFiles({ [names.members]: `${memberHeader}A,a@a.example,User,Active,Standard\n${row}\n` });
    expect([found.snapshots, reasonsOf(found)]).toEqual([[], [reason, 'no-directory']]);
  });

  test('the role stays out', async () => {
    expect(JSON.stringify((await importFiles({ [names.members]: `${memberHeader}A,a@a.example,The Boss,Active,Standard\n` })).snapshots)).not.toContain('Boss');
  });
});
