import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { asks, routesOf } from './asks.js';
import type { Env } from './ports.js';
import { served } from './testing/served.js';

const mounting = (route: Hono<Env>): Hono<Env> => new Hono<Env>().use(async (_, next) => next()).route('/', route);

test('a route that does not say what it asks for cannot be mounted, for whatever method, nor one that says two things', () => {
  for (const silent of [new Hono<Env>().get('/open', (c) => c.text('x')), new Hono<Env>().all('/open', (c) => c.text('x')), new Hono<Env>().on(['PROPFIND'], '/open', (c) => c.text('x'))]) {
    expect(() => routesOf(mounting(silent))).toThrow(/\/open does not say what it asks for/);
  }
  const twice = new Hono<Env>().get('/open', asks('read-health'), (c) => c.text('x')).get('/open', asks('read-report'), (c) => c.text('x'));
  expect(() => routesOf(mounting(twice))).toThrow(/mounted as read-health and read-report/);
  expect(routesOf(mounting(new Hono<Env>().get('/open', asks('read-health'), (c) => c.text(c.get('operation') ?? ''))))).toEqual([{ method: 'GET', path: '/open', operation: 'read-health' }]);
});

test('what is mounted says what it asks for', async () => {
  const { app } = await served();
  expect(Object.fromEntries(routesOf(app).map(({ method, path, operation }) => [`${method} ${path}`, operation]))).toMatchObject({ 'GET /report.csv': 'export-report', 'PUT /v1/directory': 'send-directory' });
});
