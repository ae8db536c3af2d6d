import { stripVTControlCharacters } from 'node:util';
import { Box, renderToString } from 'ink';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { languages } from '@pegel/domain';
import { actionsOf, explainOnPage, initialView, onPage, overview, pageIds, tablesPage, type Explained, type PageFrame, type ViewState } from '@pegel/presentation';
import { sampleOrganisation, sampleReports, sampleToday } from '@pegel/presentation/testing';
import { explainedAt } from '../components/page-table.js';
import { flawsOf, frameSizes, looks, status, themeOf, type Look } from '../testing/frames.js';
import { GroupOverlay } from './GroupOverlay.js';
import { HelpOverlay } from './HelpOverlay.js';
import type { Size } from './layout.js';
import { OverviewFrame } from './OverviewFrame.js';
import { firstView } from './overview-view.js';
import { PaletteOverlay } from './PaletteOverlay.js';
import { PeriodOverlay } from './PeriodOverlay.js';
import { palettePlaces } from './places.js';
import { PlaceFrame } from './PlaceFrame.js';
import { arranged } from './tables-layout.js';
import { chosenWindows, firstTablesView } from './tables-view.js';
import { TablesFrame } from './TablesFrame.js';

// Read where colours are made, which is before anything is drawn.
vi.hoisted(() => void (process.env['FORCE_COLOR'] = '1'));

const organisation = sampleOrganisation;
const calendar: NonNullable<PageFrame['calendar']> = { today: sampleToday, completeThrough: '2026-11-22', firstDay: '2025-10-01', known: [{ from: '2025-10-01', to: '2026-11-22' }], hasUtcDays: false };
const works = actionsOf('terminal');
const nothing = () => undefined;
const groups = { from: '2026-10-26', to: '2026-11-22', minimumGroupSize: 5, groups: [{ dimension: 'department', key: 'Vertrieb und Märkte', members: 17, isOffered: true }, { dimension: 'group', key: '王小明のチーム', members: null, isOffered: false }] } as const;

const pages = new Map(pageIds.map((page) => {
  const state: ViewState = onPage(initialView(organisation.slug), page);
  return [page, { state, reports: sampleReports(state) }];
}));

/** Every screen of numbers, and what lies over one; the others are in PlaceFrame.test.tsx. */
function screens(size: Size, look: Look): readonly (readonly [name: string, screen: ReactNode])[] {
  const { language } = look;
  const theme = themeOf(look);
  const room = { size, language, theme };
  const drawn = pageIds.map((page) => {
    const { state, reports } = pages.get(page) ?? { state: initialView(organisation.slug), reports: {} };
    return (isExplained: boolean): ReactNode => {
      const explaining = (explained: Explained | null) => (isExplained && explained !== null ? explainOnPage(explained, state, organisation, reports, language) : null);
      if (page === 'overview') return <OverviewFrame model={overview(state, organisation, reports, language)} view={firstView('chats')} state={state} explanation={explaining({ metric: 'utilisation', place: 'tile' })} status={status} {...room} />;
      const model = arranged(chosenWindows(tablesPage(page, state, organisation, reports, language)), size);
      const [panel] = model.panels;
      const view = firstTablesView(panel?.id ?? 'top_projects');
      return <TablesFrame model={model} view={view} state={state} explanation={explaining(explainedAt(panel?.content ?? null, view))} status={status} {...room} />;
    };
  });
  const below = <PlaceFrame place="settings" organisation={{ name: organisation.name, demo: true }} note="h.vogt@nordwind.example" panels={[{ id: 'terminal', title: 'Größe …', lines: () => [] }]} focus="terminal" scroll={0} status={status} actions={['panel.next', 'quit']} {...room} />;
  const state = initialView(organisation.slug);
  const over = { ...room, organisation, onLeave: nothing };
  const overlays: readonly (readonly [string, ReactNode])[] = [
    ['help', <HelpOverlay works={works} onRun={nothing} {...over} />],
    ['palette', <PaletteOverlay state={state} places={palettePlaces(organisation)} groups={groups.groups} works={works} recent={[]} onChoose={nothing} {...over} />],
    ['group', <GroupOverlay groups={{ value: groups, problem: '', again: nothing }} chosen={null} onChoose={nothing} {...over} />],
    ...[false, true].map((custom) => [custom ? 'days' : 'period', <PeriodOverlay state={state} calendar={calendar} custom={custom} onChoose={nothing} onPin={nothing} {...over} />] as const),
  ];
  return [
    ...pageIds.map((page, index) => [page, drawn[index]?.(false)] as const),
    ...pageIds.slice(0, 2).map((page, index) => [`${page}, explained`, drawn[index]?.(true)] as const),
    ...overlays.map(([name, overlay]) => [name, <Box>{below}{overlay}</Box>] as const),
  ];
}

test.each(frameSizes)('every screen at $columns × $rows is one line less than the terminal, never wider, in its colours or none, in ASCII where that is asked for, and says how to get help', (size) => {
  const coloured = new Set<Look>();
  for (const look of looks) {
    for (const [name, screen] of screens(size, look)) {
      const frame = renderToString(screen, { columns: size.columns });
      expect([name, look, flawsOf(frame, size, look)], frame).toEqual([name, look, []]);
      // oxlint-disable-next-line no-control-regex -- colours begin with this character; without them something can still be bold or reversed.
      if (/\x1B\[(?:3[0-7]|9[0-7]|38)/.test(frame)) coloured.add(look);
    }
  }
  expect([...coloured]).toEqual(looks.filter(({ colour }) => colour));
});

test.each(languages)('a day is written as the language has it, also in what is chosen from (%s)', (language) => {
  const size = { columns: 120, rows: 40 };
  for (const [name, screen] of screens(size, { language, ascii: false, colour: false })) {
    // An explanation has the query that its number can be asked for with, and days are typed as machines write them, too.
    if (name.endsWith('explained') || name === 'days') continue;
    expect([name, stripVTControlCharacters(renderToString(screen, { columns: size.columns })).match(/\d{4}-\d\d-\d\d/g)]).toEqual([name, null]);
  }
});

test.each(languages)('in the smallest terminal notes give way to periods: four are in sight, and so is what else is chosen there (%s)', (language) => {
  const size = { columns: 40, rows: 12 };
  const frame = stripVTControlCharacters(renderToString(<Box width={size.columns} height={size.rows}><PeriodOverlay state={initialView(organisation.slug)} calendar={calendar} custom={false} organisation={organisation} onChoose={nothing} onPin={nothing} onLeave={nothing} size={size} language={language} theme={themeOf({})} /></Box>, { columns: size.columns }));
  expect(frame.split('\n').filter((line) => /^┃ [▸ ] \S {2}\S/.test(line)), frame).toHaveLength(4);
  expect(frame).toMatch(/┃ t {2}\[ \]/);
});
