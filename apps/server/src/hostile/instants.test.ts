import { describe, expect, test } from 'vitest';
import { message, sentenceOf, served, spend } from '../testing/served.js';

const metrics = 'metrics=chats,spend,weeklyActiveUsers,seats,utilisation';

describe('no instant that a source sends breaks the reports of its organisation', () => {
  test.each([
    ['0001-01-01T00:00:00Z', 1],
    ['1582-10-10T00:00:00Z', 1],
    ['0000-01-01T00:00:00+23:59', 0],
    ['0001-01-01T00:00:00+00:01', 0],
  ])('an event at %s', async (at, stored) => {
    const { send, get } = await served();
    expect(await (await send([message(), message({ at, id: 'old' })])).json()).toMatchObject({ stored: stored + 1, rejected: 1 - stored });
    for (const query of ['range=7d', 'range=365d&grain=total&compare=year', 'from=1000-01-01&to=1000-01-31&compare=previous']) {
      expect((await get(`/report.json?${metrics}&${query}`)).status).toBe(200);
    }
  });

  test.each(['9999-12-31T23:59:59Z', '9999-12-30T12:00:00-12:00'])('a line of cost up to %s does not move the last complete day', async (to) => {
    const { send, get } = await served();
    const line = spend({ at: undefined, from: '2026-11-01T00:00:00Z', to, surface: 'code' });
    expect(await (await send([line], { 'pegel-source': 'claude-code', 'pegel-run': 'r-1' })).json()).toMatchObject({ stored: 1 });
    const report = await (await get(`/report.json?${metrics}&range=28d`)).json();
    expect(report).toMatchObject({ query: { to: '2026-11-24' }, contract: { completeThrough: '2026-11-24' } });
    await send([message()]);
    expect(await (await get(`/report.json?${metrics}&range=28d`)).json()).toMatchObject({ query: { to: '2026-11-23' } });
  });

  test('a directory of the first and the last instant there is', async () => {
    const { app, ingestKey, get } = await served();
    const put = (takenAt: string) =>
      app.request('/v1/directory', {
        method: 'PUT',
        headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          takenAt, complete: true,
          people: [
            { email: 'a@nordwind.example', status: 'active', seat: 'x', joinedAt: '0001-01-01T00:00:00Z', groups: ['Sales'] },
            { email: 'b@nordwind.example', status: 'invited', invitedAt: '0001-01-01T00:00:00Z', inviteExpiresAt: '9999-12-31T23:59:59Z' },
          ],
        }),
      });
    expect((await put('0000-01-01T00:00:00+23:59')).status).toBe(422);
    expect((await put('0001-01-01T00:00:00Z')).status).toBe(200);
    const report = await (await get('/report.json?metrics=seats,pendingInvites&from=2026-11-22&to=2026-11-22')).json();
    expect(report).toMatchObject({ rows: [{ values: { seats: 1, pendingInvites: 1 } }] });
    expect((await get('/report.json?metrics=chats&by=group&range=28d')).status).toBe(200);
  });
});

describe('days at the ends of the calendar', () => {
  test.each(['from=9999-12-30&to=9999-12-31', 'from=9990-01-01&to=9999-12-31&grain=month', 'from=0000-01-01&to=0000-01-02', 'from=0999-12-31&to=0999-12-31'])('%s is refused', async (days) => {
    const { get } = await served();
    const response = await get(`/report.json?metrics=chats&${days}`);
    expect([response.status, await sentenceOf(response)]).toEqual([400, expect.stringContaining('reports go from 1000-01-01 to 9998-12-31')]);
  });

  test.each(['day', 'week', 'month', 'quarter', 'year', 'total'])('the first and the last day that can be asked for, by %s', async (grain) => {
    const { get, send } = await served();
    await send([message(), spend()]);
    for (const day of ['1000-01-01', '9998-12-31']) {
      for (const compare of ['previous', 'weekday', 'year']) {
        expect((await get(`/report.json?${metrics},monthlyActiveUsers&from=${day}&to=${day}&grain=${grain}&compare=${compare}`)).status).toBe(200);
      }
    }
  });
});
