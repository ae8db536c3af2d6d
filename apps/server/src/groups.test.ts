import type { GroupsView, Report } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const team = (department: string, size: number, more: object = {}) => Array.from({ length: size }, (_, index) => ({ email: `${department}${index}@nordwind.example`, status: 'active', seat: 'standard', department, ...more }));
const people = [...team('engineering', 9, { costCentre: 'cc-1' }), ...team('sales', 7, { costCentre: 'cc-1', groups: ['pilot: north'] }), ...team('law', 3, { costCentre: 'cc-2' })];

async function withTeams(names: string): Promise<Server> {
  const server = await served({ ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
  const put = await server.app.request('/v1/directory', {
    method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ takenAt: '2026-10-01T00:00:00Z', complete: true, people }),
  });
  expect(put.status).toBe(200);
  server.change(`UPDATE organisations SET names = '${names}'`);
  return server;
}

const asked = (input: object) => `/trpc/groups?input=${encodeURIComponent(JSON.stringify(input))}`;
async function viewOf(server: Server, input: object = { range: '28d' }): Promise<GroupsView> {
  const answer = await server.get(asked(input));
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { result: { data: GroupsView } }).result.data; // What the procedure answers with.
}
const said = ({ groups }: GroupsView) => groups.map(({ dimension, key, members }) => [dimension, key, members]);

describe('what numbers can be narrowed to', () => {
  test('is every group, department and cost centre of the days, with its members', async () => {
    const server = await withTeams('full');
    const view = await viewOf(server);
    expect(said(view)).toEqual([
      ['group', '@unattributed', 12], ['group', 'pilot: north', 7],
      ['department', 'engineering', 9], ['department', 'law', 3], ['department', 'sales', 7],
      ['costCentre', 'cc-1', 16], ['costCentre', 'cc-2', 3],
    ]);
    expect(view).toMatchObject({ from: '2026-10-27', to: '2026-11-23', minimumGroupSize: null });
    expect(said(await viewOf(server, { from: '2026-09-01', to: '2026-09-30' }))).toEqual([]);
  });

  test.each(['pseudonyms', 'off'])('has no size of what is too small or would give that away where names are %s, and numbers of the others alone', async (names) => {
    const server = await withTeams(names);
    const view = await viewOf(server);
    expect(view.minimumGroupSize).toBe(5);
    expect(view.groups.filter(({ isOffered }) => isOffered).length).toBeGreaterThan(0);
    for (const { dimension, key, members, isOffered } of view.groups) {
      const report = (await (await server.get(`/report.json?metrics=seats&range=28d&grain=day&where=${encodeURIComponent(`${dimension}:${key}`)}`)).json()) as Report; // The report's own form.
      expect([dimension, key, report.rows.every(({ reasons }) => reasons.seats === 'hidden')]).toEqual([dimension, key, !isOffered]);
      expect(members === null).toBe(!isOffered);
      if (isOffered) expect(report.rows.at(-1)?.values.seats).toBe(members);
    }
    expect(view.groups.find(({ key }) => key === 'law')).toMatchObject({ members: null, isOffered: false });
  });

  test('is refused where its days are none', async () => {
    const server = await withTeams('full');
    const answer = await server.get(asked({ from: '2026-11-30', to: '2026-11-01' }));
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('from (2026-11-30) must not be after to (2026-11-01)')]);
  });
});
