import { expect, test } from 'vitest';
import { foremostFirst } from './foremost.js';
import { tablePages } from './panels.js';

test.each(tablePages.flatMap(({ id, panels }) => (['wide', 'narrow'] as const).map((room) => ({ id, panels, room }))))('a terminal goes once through every panel of $id that is there, beginning with the first ($room)', ({ id, panels, room }) => {
  const order = foremostFirst(id, panels, room).map((panel) => panel.id);
  expect(order.toSorted()).toEqual(panels.map((panel) => panel.id).toSorted());
  expect(order[0]).toBe(panels[0]?.id);
});

test('rankings come before pictures of what the table above them says, and models before the course of a month', () => {
  const order = (page: 'adoption' | 'spend', room: 'wide' | 'narrow') => foremostFirst(page, tablePages.find(({ id }) => id === page)?.panels ?? [], room).map(({ id }) => id);
  expect(order('adoption', 'narrow').slice(0, 4)).toEqual(['adoption_numbers', 'top_projects', 'top_artifacts', 'top_connectors']);
  expect(order('adoption', 'wide').slice(2, 5)).toEqual(['messages_course', 'top_projects', 'top_artifacts']);
  expect(order('spend', 'narrow').slice(0, 2)).toEqual(['spend_to_date', 'spend_by_model_1m']);
});
