import { describe, expect, test } from 'vitest';
import { auditHeader, importFiles, reasonsOf } from '../testing/admin.js';

describe('an audit log', () => {
  const log = (event: string, entity: string, { at = '2026-11-03T09:15:00Z', actor = "{'metadata': {'email_address': 'A@a.example'}}", info = '{}' } = {}) => `${at},"${actor.replaceAll('"', '""')}",${event},"${info}","${entity}",192.0.2.1,d,"A, browser",web\n`;
  const project = "{'uuid': 'C0000000-0000-4000-8000-000000000001'}";
  const read = (rows: string) => importFiles({ 'audit_logs.csv': `${auditHeader}${rows}` });

  test('rows that are the same are told apart, and are the same each time', async () => {
    const rows = log('project_created', project) + log('project_created', project) + log('project_created', project, { at: '2026-11-04 09:15:00.5+00:00' });
    const first = await read(rows);
    expect(first.events.map((event) => (event.type === 'project.created' ? [event.at, event.project] : []))).toEqual([['2026-11-03T09:15:00.000Z', 'c0000000-0000-4000-8000-000000000001'], ['2026-11-03T09:15:00.000Z', 'c0000000-0000-4000-8000-000000000001'], ['2026-11-04T09:15:00.500Z', 'c0000000-0000-4000-8000-000000000001']]);
    const later = await read(log('project_created', project, { at: '2026-11-20T00:00:00Z' }) + rows);
    expect(later.events.map(({ id }) => id)).toEqual(expect.arrayContaining(first.events.map(({ id }) => id)));
  });

  test.each([
    ['created_at', log('project_created', project, { at: 'yesterday' }), '2 bad-timestamp'],
    ['entity_info', log('project_created', "{'name': 'x'}"), '2 no-entity'],
    ['entity_info that is a program', log('project_created', "__import__('os').system('x')"), '2 no-entity'],
    ['entity_info without end', log('project_created', '{'.repeat(10_000)), '2 no-entity'],
    ['a project in place of the chat', log('conversation_created', '{}', { info: "{'project_uuid': 'c0000000-0000-4000-8000-000000000001'}" }), '2 no-entity'],
  ])('a row is left out for its %s, and the rest is read', async (_, row, reason) => {
    const found = await read(row + log('project_created', project));
    expect([found.events.length, reasonsOf(found)]).toEqual([1, [reason]]);
  });

  test('whoever is not named is nobody', async () => {
    for (const actor of ['', '{}', 'None', "{'metadata': {'email_address': None}}", '{"type":"system"}']) expect((await read(log('project_created', project, { actor }))).events).toMatchObject([{ person: null }]);
  });

  test('other events are counted by name, a thousand names together', async () => {
    const { summary } = await read(log('file_uploaded', '{}').repeat(3) + log('__proto__', '{}') + log('=cmd|x', '{}') + Array.from({ length: 1_000 }, (_, index) => log(`n${index}`, '{}')).join(''));
    expect(summary.skipped).toMatchObject({ 'event file_uploaded': 3, 'event __proto__': 1 });
    expect(Object.keys(summary.skipped).length).toBeLessThan(250);
    expect(Object.values(summary.skipped).reduce((sum, count) => sum + count, 0)).toBe(1_005);
  });
});
