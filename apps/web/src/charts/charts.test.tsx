import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import fc from 'fast-check';
import type { JSX } from 'solid-js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { formatAmount, type ReportQuery } from '@pegel/domain';
import { chartContent, cumulativeContent, localeOf, progressContent, stackedContent, tablePages } from '@pegel/presentation';
import { sampleReport, sampleToday, type SampleOptions } from '@pegel/presentation/testing';
import { createPreferences, PreferencesContext } from '../primitives/create-preferences.js';
import { ColumnChart } from './column-chart.jsx';
import { CumulativeChart } from './cumulative-chart.jsx';
import { placedLabels } from './end-labels.js';
import { LineChart } from './line-chart.jsx';
import { createPointedDay, PointedDayProvider } from './pointed-day.js';
import { ProgressBar } from './progress-bar.jsx';
import { StackedChart } from './stacked-chart.jsx';

const locale = localeOf('en', { currency: 'USD', today: sampleToday });
const days: ReportQuery = { metrics: ['chats'], from: '2026-10-26', to: '2026-11-22', grain: 'day', compare: 'previous', beside: 'days' };
const levels: ReportQuery = { metrics: ['weeklyActiveUsers', 'seats'], from: '2026-10-26', to: '2026-11-22', grain: 'day', compare: 'weekday', beside: 'days' };
const weeks: ReportQuery = { metrics: ['spend'], from: '2026-10-19', to: '2026-11-22', grain: 'week', by: 'model' };
const month = (from: string, to: string): ReportQuery => ({ metrics: ['spend'], from, to, grain: 'day' });
const chats = (options?: SampleOptions) => chartContent({ form: 'columns', metric: 'chats' }, 'Chats per day', sampleReport(days, options), locale);
const users = (options?: SampleOptions) => chartContent({ form: 'line', metric: 'weeklyActiveUsers', reference: 'seats' }, 'Users', sampleReport(levels, options), locale);
const spend = (options?: SampleOptions) => stackedContent('Spend by model', 'spend', 'model', sampleReport(weeks, options), locale);
const running = (options?: SampleOptions) => cumulativeContent('This month', 'spend', sampleReport(month('2026-11-01', '2026-11-22'), options), sampleReport(month('2026-10-01', '2026-10-31'), options), '25000', locale);

/** What is given to a component is asked for again at every use, so contents are made before. */
const draw = (picture: () => JSX.Element) => render(() => <PreferencesContext.Provider value={createPreferences(() => 'en')}>{picture()}</PreferencesContext.Provider>).container;
// By its text: asking for roles computes the style of every element of a picture, which takes jsdom seconds.
const button = (text: string): HTMLElement => screen.getByText(text, { selector: 'button' });
const cursorOf = (title: string): HTMLElement => screen.getByLabelText(`${title}: choose a day`);

afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe('the cursor of a picture', () => {
  test('opens what a point says on focus as under a pointer, moves by a day and a week, and closes', () => {
    const content = chats();
    const root = draw(() => <ColumnChart title="Chats per day" content={content} />);
    const tooltip = () => root.querySelector('[data-tooltip]')?.textContent ?? null;
    expect(tooltip()).toBeNull();
    fireEvent.focus(cursorOf('Chats per day'));
    expect(tooltip()).toContain('Sun 22 Nov');
    fireEvent.keyDown(cursorOf('Chats per day'), { key: 'PageDown' });
    expect(tooltip()).toContain('Sun 15 Nov');
    expect(cursorOf('Chats per day').getAttribute('aria-valuetext')).toMatch(/^Sunday 15 November: \d/);
    fireEvent.keyDown(cursorOf('Chats per day'), { key: 'Escape' });
    expect(tooltip()).toBeNull();
  });

  test('says every part of a column from the top down, with every digit', () => {
    const content = spend();
    const root = draw(() => <StackedChart title="Spend" content={content} />);
    fireEvent.focus(cursorOf('Spend'));
    expect([...root.querySelectorAll('[data-tooltip] [class*="said"]')].map((line) => line.textContent)).toEqual(['$5,580.96 in total', 'Other$223.24', 'Claude Haiku$502.29', 'Claude Sonnet$1,953.33', 'Claude Opus$2,902.10']);
  });

  test('of a running total begins at the last day there is one of', () => {
    const content = running();
    draw(() => <CumulativeChart title="This month" content={content} />);
    expect(cursorOf('This month').getAttribute('aria-valuetext')).toMatch(/^Sunday 22 November: /);
  });

  test('points at the same day in every picture of a page, and keeps it where it was chosen by key', () => {
    const link = vi.fn();
    const [ofChats, ofUsers] = [chats(), users()];
    draw(() => {
      const pointed = createPointedDay(() => null, link);
      return (
      <PointedDayProvider value={pointed}>
        <ColumnChart title="Chats" content={ofChats} />
        <LineChart title="Users" content={ofUsers} />
      </PointedDayProvider>
      );
    });
    fireEvent.focus(cursorOf('Chats'));
    fireEvent.keyDown(cursorOf('Chats'), { key: 'PageDown' });
    expect(cursorOf('Users').dataset['day']).toBe('2026-11-15');
    expect(link).toHaveBeenLastCalledWith('2026-11-15');
    fireEvent.keyDown(cursorOf('Chats'), { key: 'Escape' });
    expect(link).toHaveBeenCalledTimes(1);
    expect(cursorOf('Users').dataset['day']).toBe('2026-11-22');
  });
});

describe('the legend of stacked columns', () => {
  test('has its buttons in the order of the data; each hides and shows its part', () => {
    const content = spend();
    const root = draw(() => <StackedChart title="Spend" content={content} />);
    expect([...screen.getByLabelText('Show only some of: Spend').querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual(['Claude Opus', 'Claude Sonnet', 'Claude Haiku', 'Other', 'Patterns']);
    const opus = button('Claude Opus');
    const path = () => root.querySelector('[data-series="claude-opus"]')?.getAttribute('d');
    expect(path()).not.toBe('');
    fireEvent.click(opus);
    expect([opus.getAttribute('aria-pressed'), path()]).toEqual(['false', '']);
    fireEvent.click(opus);
    expect(path()).not.toBe('');
  });

  test('never hides the last part', () => {
    const content = spend();
    draw(() => <StackedChart title="Spend" content={content} />);
    for (const name of ['Claude Opus', 'Claude Sonnet', 'Claude Haiku', 'Other']) fireEvent.click(button(name));
    expect(button('Other').getAttribute('aria-pressed')).toBe('true');
  });

  test('draws patterns for whoever asks, everywhere and the next time', () => {
    const content = spend();
    const root = draw(() => <StackedChart title="Spend" content={content} />);
    fireEvent.click(button('Patterns'));
    expect(root.querySelector('g[data-patterns]')?.getAttribute('data-patterns')).toBe('true');
    expect(localStorage.getItem('pegel.patterns')).toBe('on');
    fireEvent.click(button('Patterns'));
  });
});

describe('what a picture stands beside', () => {
  test.each([
    ['a line', () => { const content = users(); return () => <LineChart title="Users" content={content} />; }],
    ['columns', () => { const content = chats(); return () => <ColumnChart title="Users" content={content} />; }],
    ['a running total', () => { const content = running(); return () => <CumulativeChart title="Users" content={content} />; }],
  ])('%s: is in its legend, which shows and hides it, and is drawn dashed', (_, make) => {
    const root = draw(make());
    const path = () => root.querySelector('path[data-comparison]')?.getAttribute('d');
    const legend = root.querySelector('[data-legend="comparison"]') ?? expect.fail('There is no legend.');
    expect(legend.textContent).toMatch(/^Previous period: 28 Sept? – 25 Oct$|^October \(ends/);
    expect([legend.getAttribute('aria-pressed'), path()]).toEqual(['true', expect.stringMatching(/^M/)]);
    fireEvent.click(legend);
    expect([legend.getAttribute('aria-pressed'), path()]).toEqual(['false', '']);
  });
});

describe('a line', () => {
  test('can be seen closer, and then says where its axis begins', () => {
    const content = users();
    const root = draw(() => <LineChart title="Users" content={content} />);
    const zoom = button('Zoom axis');
    expect(root.textContent).not.toContain('axis from');
    fireEvent.click(zoom);
    expect(root.textContent).toContain('axis from 260');
    fireEvent.keyDown(cursorOf('Users'), { key: 'z' });
    expect(root.textContent).not.toContain('axis from');
  });

  test('is broken by a band that says why, where days are missing', () => {
    const content = users({ value: (_, { to }) => (to >= '2026-11-02' && to <= '2026-11-14' ? null : undefined) });
    const root = draw(() => <LineChart title="Users" content={content} />);
    expect(root.querySelector('[data-gap]')?.textContent).toBe('Not available: no data');
  });
});

test('labels at the ends of lines never touch', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 20, max: 220, noNaN: true }), { minLength: 1, maxLength: 4 }), (ends) => {
      const placed = placedLabels(ends.map((y) => ({ y, text: '', left: 0, right: 80, isSaidBeside: false })), [], 4, 224);
      for (const [index, { at }] of placed.entries()) {
        expect(at).toBeGreaterThanOrEqual(4);
        expect(at).toBeLessThanOrEqual(224);
        if (index > 0) expect(at - (placed[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(15.999);
      }
      // Whichever line ends higher has the higher label.
      expect(placed.map(({ y }) => y)).toEqual(ends.toSorted((a, b) => a - b));
    }),
  );
});

test('labels stand as their lines end, also where a line between them leaves the nearest place to the wrong one', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ y: fc.integer({ min: 20, max: 220 }), left: fc.integer({ min: 0, max: 220 }) }), { minLength: 2, maxLength: 3 }), fc.array(fc.array(fc.integer({ min: 4, max: 224 }), { minLength: 2, maxLength: 4 }), { maxLength: 3 }), (ends, lines) => {
      const placed = placedLabels(ends.map(({ y, left }) => ({ y, text: '', left, right: left + 80, isSaidBeside: false })), lines.map((heights) => heights.map((y, index) => [index * 100, y] as const)), 4, 224);
      for (const [index, { y, at }] of placed.entries()) for (const other of placed.slice(index + 1)) expect([y <= other.y, at <= other.at - 15.999]).toEqual([true, true]);
    }),
  );
});

test('no line runs through a label where there is room beside it', () => {
  const flat = (y: number) => [[0, y], [300, y]] as const;
  fc.assert(
    fc.property(fc.array(fc.double({ min: 80, max: 160, noNaN: true }), { minLength: 1, maxLength: 2 }), (ends) => {
      for (const { at, text } of placedLabels(ends.map((y, index) => ({ y, text: String(index), left: 200, right: 300, isSaidBeside: false })), ends.map(flat), 4, 224)) {
        for (const y of ends) expect(y <= at - 12 || y >= at + 4, `${text} at ${at}`).toBe(true);
      }
    }),
  );
});

test('what the legend says as well never lies over a line: all of it stands clear, or none of it is drawn', () => {
  const clear = (at: number, heights: readonly number[]) => heights.every((y, index) => index === 0 || Math.max(y, heights[index - 1] ?? y) <= at - 12 || Math.min(y, heights[index - 1] ?? y) >= at + 4);
  const drawn = { none: 0, all: 0 };
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 10, max: 220 }), { minLength: 12, maxLength: 12 }), { minLength: 2, maxLength: 2 }), fc.boolean(), (lines, isCalm) => {
      const heights = isCalm ? lines.map(([first = 0], index) => Array.from({ length: 12 }, () => 60 + 60 * index + first / 10)) : lines;
      const ends = [...heights.map((line, index) => ({ text: String(index), y: line.at(-1) ?? 0, left: 0, right: 110, isSaidBeside: true })), { text: 'seats', y: 12, left: 0, right: 110, isSaidBeside: false }];
      const placed = placedLabels(ends, heights.map((line) => line.map((y, index) => [index * 10, y] as const)), 4, 224);
      const optional = placed.filter(({ isSaidBeside }) => isSaidBeside);
      expect([0, 2]).toContain(optional.length);
      expect(placed.length - optional.length).toBe(1);
      for (const { at } of optional) for (const line of heights) expect(clear(at, line)).toBe(true);
      drawn[optional.length === 0 ? 'none' : 'all'] += 1;
    }),
  );
  expect([drawn.none > 0, drawn.all > 0]).toEqual([true, true]);
});

test('a share of a whole says its parts beside the bar', () => {
  const said = tablePages.flatMap(({ panels }) => panels.flatMap((panel) => (panel.form === 'share' ? [panel.said] : [])))[0];
  if (said === undefined) throw new Error('No page has a share.');
  const share = (options?: SampleOptions) => progressContent('Seats', 'utilisation', said, sampleReport({ metrics: ['utilisation'], from: '2026-11-22', to: '2026-11-22', grain: 'day' }, options), locale);
  const content = share();
  draw(() => <ProgressBar content={content} />);
  expect(screen.getByText('169 not active')).toBeTruthy();
  expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toContain('480 seats, 311 active (64.8%), 169 not active');
});

test('no picture has a place that is no number, whatever its report holds', () => {
  const amount = fc.oneof(fc.constant(null), fc.constant('0'), fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(formatAmount));
  const count = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
  const invented = (values: readonly (string | number | null)[]): SampleOptions => {
    let next = 0;
    return { firstDay: '2025-01-01', value: () => values[next++ % values.length] ?? null };
  };
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 12 }), fc.array(count, { minLength: 1, maxLength: 12 }), (amounts, counts) => {
      const [ofChats, ofUsers, ofSpend, ofMonth] = [chats(invented(counts)), users(invented(counts)), spend(invented(amounts)), running(invented(amounts))];
      const root = draw(() => (
        <>
          <ColumnChart title="Chats" content={ofChats} />
          <LineChart title="Users" content={ofUsers} />
          <StackedChart title="Spend" content={ofSpend} />
          <CumulativeChart title="Month" content={ofMonth} />
        </>
      ));
      for (const element of root.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) expect(`${name}=${value}`).not.toMatch(/NaN|Infinity|undefined/);
      }
      expect(root.textContent).not.toMatch(/NaN|Infinity|undefined/);
      cleanup();
    }),
    { numRuns: 12, interruptAfterTimeLimit: 15_000 },
  );
});
