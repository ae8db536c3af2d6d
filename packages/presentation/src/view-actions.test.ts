import { expect, test } from 'vitest';
import { viewActions, viewAfter } from './view-actions.js';
import { fromUrl, initialView, rangeChoices, toUrl } from './view-state.js';

const after = (link: string, ...taken: Parameters<typeof viewAfter>[0][]): string => toUrl(taken.reduce((state, action) => viewAfter(action, state) ?? state, fromUrl(link)?.state ?? initialView('nordwind')));

test('every range of the picker has a key', () => {
  for (const range of rangeChoices) expect(viewActions).toContain(`time.${range}`);
});

test('actions of the view lead to links, and cycles lead back to where they began', () => {
  expect(after('/nordwind/spend', 'time.qtd', 'comparison.cycle')).toBe('/nordwind/spend?range=qtd&cmp=yoy');
  expect(after('/nordwind/activity?range=7d&end=2026-11-15&today=1', 'time.reset')).toBe('/nordwind/activity');
  expect(after('/nordwind/overview', 'grain.cycle')).toBe('/nordwind/overview?by=week');
  expect(after('/nordwind/overview', 'time.today')).toBe('/nordwind/overview?today=1');
  const here = '/nordwind/overview?range=7d';
  for (const action of ['comparison.cycle', 'grain.cycle'] as const) expect(after(here, action, action, action)).toBe(here);
  expect(viewAfter('help', initialView('nordwind'))).toBeNull();
});
