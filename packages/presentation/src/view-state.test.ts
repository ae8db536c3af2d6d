import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFromNumber, memberships, unattributed, type MetricName } from '@pegel/domain';
import { explainedOn, explainedOnOverview, type Explained } from './explained.js';
import { comparisonChoices, fromUrl, grainChoices, initialView, onPage, pageIds, panelsOn, picturedOn, rangeChoices, rankingsOn, toPage, toUrl, usualRange, weekChoices, windowChoices, withRange, type ViewState } from './view-state.js';

const day = fc.integer({ min: 0, max: 40_000 }).map(dayFromNumber);
const period = fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 399 })).map(([from, length]) => ({ from: dayFromNumber(from), to: dayFromNumber(from + length) }));
/** Names of groups are anybody's: only what a report keeps for itself begins with `@`. */
const group = fc.record({ dimension: fc.constantFrom(...memberships), key: fc.oneof(fc.constant(unattributed), fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((key) => !key.startsWith('@') && key.isWellFormed())) });
const state: fc.Arbitrary<ViewState> = fc.constantFrom(...pageIds).chain((page) => fc.record({
  organisation: fc.stringMatching(/^[a-z0-9-]{1,60}$/),
  page: fc.constant(page),
  panel: fc.option(fc.constantFrom(...panelsOn(page))),
  range: fc.oneof(fc.constantFrom(...rangeChoices), period),
  end: fc.option(day),
  today: fc.boolean(),
  comparison: fc.constantFrom(...comparisonChoices),
  grain: fc.constantFrom(...grainChoices),
  week: fc.constantFrom(...weekChoices),
  group: fc.option(group),
  day: fc.option(day),
  win: fc.constantFrom(...windowChoices),
  d: fc.option(day),
  tables: fc.subarray([...picturedOn(page)]),
  whole: fc.subarray([...rankingsOn(page)]),
  explain: fc.option(page === 'overview'
    ? fc.oneof(fc.constantFrom(...explainedOnOverview), fc.record({ metric: fc.constant('chats' as const), place: fc.constant('chats' as const), day }))
    : fc.constantFrom(...explainedOn(page))),
  q: fc.string({ unit: 'binary', maxLength: 50 }),
  sort: fc.option(fc.stringMatching(/^-?[a-z][A-Za-z0-9_]{0,39}$/)),
  language: fc.option(fc.constantFrom('en' as const, 'de' as const)),
}));

describe('a link', () => {
  test('leads back to the view it was made from', () => {
    fc.assert(fc.property(state, (view) => {
      expect(fromUrl(toUrl(view))).toEqual({ state: view, problems: [] });
    }));
  });

  test('leaves defaults out and stays readable', () => {
    expect(toUrl(initialView('nordwind'))).toBe('/nordwind/overview');
    expect(toUrl({ ...initialView('nordwind'), range: { from: '2026-10-26', to: '2026-11-22' }, comparison: 'yoy', tables: ['wau', 'chats'], language: 'de' })).toBe(
      '/nordwind/overview?range=2026-10-26..2026-11-22&cmp=yoy&table=wau,chats&lang=de',
    );
  });

  test('keeps its days on another page, and nothing that was open', () => {
    const here = { ...initialView('nordwind'), page: 'adoption' as const, range: '90d' as const, comparison: 'off' as const, whole: ['top_projects' as const], explain: { metric: 'chats', place: 'adoption_numbers' } as const };
    expect(toUrl(here)).toBe('/nordwind/adoption?range=90d&cmp=off&all=top_projects&explain=chats');
    expect(toUrl(onPage(here, 'spend'))).toBe('/nordwind/spend?range=90d&cmp=off');
    // What another page shows is nothing on this one.
    expect(fromUrl('/nordwind/spend?all=top_projects&explain=chats')?.problems.map(({ parameter }) => parameter)).toEqual(['all', 'explain']);
    expect(fromUrl('/nordwind/adoption?explain=chats:chats_course:2026-02-03')?.state.explain).toEqual({ metric: 'chats', place: 'chats_course', day: '2026-02-03' });
  });

  test('names whose numbers it is about as a report does, on every page', () => {
    const here = { ...initialView('nordwind'), group: { dimension: 'costCentre', key: 'R&D: Süd, 4/7' } as const };
    expect(toUrl(here)).toBe('/nordwind/overview?group=costCentre:R%26D:%20S%C3%BCd,%204/7');
    expect([toUrl(onPage(here, 'spend')), toUrl(toPage(here, 'activity'))]).toEqual(['/nordwind/spend?group=costCentre:R%26D:%20S%C3%BCd,%204/7', '/nordwind/activity?group=costCentre:R%26D:%20S%C3%BCd,%204/7']);
    expect(fromUrl(`/nordwind/overview?group=department:${unattributed}`)?.state.group).toEqual({ dimension: 'department', key: unattributed });
    for (const none of ['department', 'department:', ':engineering', 'person:ada', 'model:opus', 'group:@service', 'group:@other', `group:${'x'.repeat(401)}`]) expect([fromUrl(`/nordwind/overview?group=${none}`)?.state.group, fromUrl(`/nordwind/overview?group=${none}`)?.problems.map(({ parameter }) => parameter)], none).toEqual([null, ['group']]);
  });

  test('begins Activity with three months, in steps that fit', () => {
    expect(pageIds.map(usualRange)).toEqual(['28d', '90d', '28d', '28d']);
    expect([fromUrl('/nordwind/activity')?.state.range, toUrl({ ...initialView('nordwind', 'activity'), range: '28d' })]).toEqual(['90d', '/nordwind/activity?range=28d']);
    expect(['7d', '90d', 'ytd', '12m', '2026-01-01..2026-03-31', '2026-01-01..2026-06-30'].map((range) => fromUrl(`/nordwind/overview?range=${range}`)?.state.grain)).toEqual(['day', 'day', 'week', 'month', 'day', 'week']);
  });

  test('takes chosen days and steps along, and leaves to a page what nobody chose', () => {
    const here = initialView('nordwind');
    expect(toUrl(toPage(here, 'activity'))).toBe('/nordwind/activity');
    expect(toUrl(toPage({ ...here, range: '7d', end: '2026-11-22' }, 'activity'))).toBe('/nordwind/activity?range=7d&end=2026-11-22');
    expect([toUrl(withRange(here, '12m')), toUrl(withRange({ ...here, grain: 'week' }, '12m')), toUrl(withRange(withRange(here, '12m'), '28d'))]).toEqual([
      '/nordwind/overview?range=12m', '/nordwind/overview?range=12m&by=week', '/nordwind/overview',
    ]);
  });

  test('names a panel that has the page to itself, also by the part of its name that the page does not say', () => {
    expect(toUrl({ ...initialView('nordwind', 'adoption'), panel: 'top_projects', day: '2026-11-22', d: '2026-11-20', q: 'drive: a/b, c&d', sort: '-value' })).toBe(
      '/nordwind/adoption/top-projects?day=2026-11-22&d=2026-11-20&q=drive:%20a/b,%20c%26d&sort=-value',
    );
    expect(toUrl(onPage(fromUrl('/nordwind/adoption/top-projects?d=2026-11-20&q=drive&win=3m')?.state ?? initialView('nowhere'), 'spend'))).toBe('/nordwind/spend');
    for (const path of ['to-date', 'spend-to-date', 'spend_to_date', 'to-date/']) expect(fromUrl(`/nordwind/spend/${path}`)?.state.panel, path).toBe('spend_to_date');
    expect(fromUrl('/nordwind/spend/top-projects')).toEqual({ state: initialView('nordwind', 'spend'), problems: [{ parameter: 'panel', value: 'top-projects' }] });
  });

  test('may be whole, without a page, or end in a slash', () => {
    for (const link of ['https://pegel.example/nordwind/overview?by=week', '/nordwind?by=week', '/nordwind/overview/?by=week']) {
      expect(fromUrl(link)?.state).toEqual({ ...initialView('nordwind'), grain: 'week' });
    }
  });

  test('drops what it does not know, and says which values mean nothing', () => {
    const read = fromUrl(`/nordwind/overview?utm_source=mail&range=2026-02-30..2026-03-01&by=hour&cmp=prev&table=wau,people&end=yesterday&explain=happiness&lang=fr&today=yes&week=solar&day=2026-13-01&win=2m&d=x&sort=a%20b&q=${'a'.repeat(101)}`);
    expect(read?.state).toEqual(initialView('nordwind'));
    expect(read?.problems.map(({ parameter }) => parameter)).toEqual(['range', 'end', 'today', 'by', 'week', 'day', 'win', 'd', 'table', 'explain', 'q', 'sort', 'lang']);
  });

  test('to no page is no view', () => {
    for (const link of ['/', '/nordwind/people', '/nordwind/overview/wau/wau', '/Nord%20wind/overview', '/<script>/overview', '']) expect(fromUrl(link)).toBeNull();
  });

  test('with anything in it is read without failing', () => {
    fc.assert(fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, query) => {
      expect(() => [fromUrl(url), fromUrl(`/nordwind/overview?${query}`), fromUrl(query)]).not.toThrow();
    }));
  });

  test('names an explained number by its metric, and by its place where that could be another one', () => {
    const explain = (metric: MetricName, place: Explained['place']) => toUrl({ ...initialView('nordwind'), explain: { metric, place } });
    expect([explain('spend', 'tile'), explain('spend', 'spend_by_model'), explain('listSpend', 'numbers'), toUrl({ ...initialView('nordwind'), explain: { metric: 'chats', place: 'chats', day: '2026-02-03' } })]).toEqual([
      '/nordwind/overview?explain=spend', '/nordwind/overview?explain=spend:spend_by_model', '/nordwind/overview?explain=listSpend', '/nordwind/overview?explain=chats:chats:2026-02-03',
    ]);
    for (const unknown of ['wau', 'chats:wau', 'spend:', 'spend:tile:tile', 'chats:chats:2026-02-30', 'chats:tile:2026-02-03', 'spend:spend_by_model:2026-02-03', 'chats:chats:2026-02-03:x', '']) expect(fromUrl(`/nordwind/overview?explain=${unknown}`)?.problems.map(({ parameter }) => parameter), unknown).toEqual(['explain']);
  });

  test('cannot ask for more days than a report has', () => {
    expect(fromUrl('/nordwind/overview?range=2020-01-01..2026-01-01')?.problems).toHaveLength(1);
  });
});
