import { reservedSlugs, slugOf } from '@pegel/domain';
import { served } from '@pegel/server/testing';
import { expect, test } from 'vitest';
import { sources } from '../testing/sources.js';

const firstPart = (path: string): string => /^\/([^/]*)/.exec(path)?.[1] ?? '';

/** What a slug can look like; an address with a point or a star in it is in nobody's way. */
const couldBeSlug = (part: string): boolean => part !== '' && slugOf(part) === part;

test('no organisation can have an address that the server answers, or that is a page', async () => {
  const { app } = await served();
  const mounted = app.routes.map(({ path }) => firstPart(path));
  const pages = sources().filter(({ path }) => path === 'apps/web/src/app.tsx').flatMap(({ lines }) => [...lines.join('\n').matchAll(/path="(\/[^":]*)/g)].map(([, path = '']) => firstPart(path)));
  expect(pages).toContain('login');
  expect([...new Set([...mounted, ...pages])].filter((part) => couldBeSlug(part) && !reservedSlugs.includes(part))).toEqual([]);
});

test('what is kept from organisations could be the address of one', () => {
  expect(reservedSlugs.filter((slug) => !couldBeSlug(slug))).toEqual([]);
  expect([...reservedSlugs]).toEqual([...new Set(reservedSlugs)].sort());
});
