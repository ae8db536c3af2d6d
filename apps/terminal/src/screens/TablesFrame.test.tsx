import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import type { Language } from '@pegel/domain';
import { explainOnPage, initialView, tablePages, tablesPage, type OrganisationView, type Reports, type TablePageId, type TablesPageModel, type ViewState } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { explainedAt } from '../components/page-table.js';
import { flawsOf, status, themeOf } from '../testing/frames.js';
import type { Size } from './layout.js';
import { chosenWindows, firstTablesView, type TablesView } from './tables-view.js';
import { TablesFrame } from './TablesFrame.js';


interface Drawing {
  readonly page: TablePageId;
  readonly size: Size;
  readonly language?: Language;
  readonly ascii?: boolean;
  readonly colour?: boolean;
  readonly view?: Partial<TablesView>;
  readonly organisation?: OrganisationView;
  readonly state?: Partial<ViewState>;
  readonly reports?: Reports;
}

function drawn({ page, size, language = 'en', ascii = false, colour = false, view = {}, organisation = sampleOrganisation, state: part = {}, reports }: Drawing): string {
  const state: ViewState = { ...initialView(organisation.slug), page, ...part };
  const { known, model: all } = pageOf(state, organisation, language, reports);
  const model = chosenWindows(all);
  const looked = { ...firstTablesView(model.panels[0]?.id ?? 'top_projects'), ...view };
  const explained = looked.explain ? explainedAt(model.panels.find(({ id }) => id === looked.focus)?.content ?? null, looked) : null;
  const explanation = explained === null ? null : explainOnPage(explained, state, organisation, known, language);
  const theme = themeOf({ colour, ascii });
  return renderToString(<TablesFrame model={model} view={looked} state={state} explanation={explanation} status={status} size={size} language={language} theme={theme} />, { columns: size.columns });
}

/** Frames differ in their size and their focus far more often than in what they show. */
const pages = new Map<string, { readonly known: Reports; readonly model: TablesPageModel }>();

function pageOf(state: ViewState, organisation: OrganisationView, language: Language, reports: Reports | undefined) {
  const key = JSON.stringify([state, organisation, language, reports]);
  const held = pages.get(key);
  if (held !== undefined) return held;
  const known = reports ?? sampleReports(state, { organisation });
  const page = { known, model: tablesPage(state.page === 'overview' ? 'spend' : state.page, state, organisation, known, language) };
  pages.set(key, page);
  return page;
}

/** Every way to look at a page beside how it is drawn. */
function drawings(): readonly Drawing[] {
  const withheld: OrganisationView = { ...sampleOrganisation, extraUsage: false, names: 'off', demo: true };
  const size = { columns: 80, rows: 24 };
  return tablePages.flatMap(({ id: page, panels }) => {
    const last = panels.at(-1)?.id ?? 'top_projects';
    return [
      ...panels.map(({ id: focus }): Drawing => ({ page, size: { columns: 101, rows: 60 }, view: { focus, row: 6, column: 1 } })),
      ...panels.map(({ id: panel }): Drawing => ({ page, size: { columns: 56, rows: 14 }, language: 'de', view: { focus: panel, row: 1 }, state: { panel, d: '2026-11-10' } })),
      { page, size, reports: {} }, { page, size, language: 'de', organisation: withheld }, { page, size, view: { explain: true, scroll: 2 } }, { page, size, state: { range: '90d', grain: 'week' } },
      { page, size, view: { focus: last }, state: { tables: panels.map(({ id }) => id), d: '2026-11-10' } },
    ];
  });
}

test('a frame is one line less than the terminal, never wider, and always says how to get help', () => {
  for (const drawing of drawings()) {
    const frame = drawn(drawing);
    expect(flawsOf(frame, drawing.size, drawing), frame).toEqual([]);
  }
});

test('the head says whose numbers these are, whatever else has no room', () => {
  for (const columns of [80, 120]) expect(drawn({ page: 'activity', size: { columns, rows: 40 }, state: { group: { dimension: 'department', key: 'engineering' } } })).toContain('Nordwind AG · Department: engineering');
});

test('every panel can have the focus, and then is on the screen with something in it', () => {
  for (const { id, panels } of tablePages) {
    for (const panel of panels) {
      if ('window' in panel && panel.window !== undefined && panel.window.id !== '1m') continue;
      const frame = drawn({ page: id, size: { columns: 80, rows: 24 }, view: { focus: panel.id } });
      expect(frame).toContain('┏━ ');
      expect(/┏━.*\n(?:.*\n)*?.*┃ *[^ ┃].*┃/.test(frame), frame).toBe(true);
    }
  }
});

test('80 × 24', () => {
  expect(drawn({ page: 'adoption', size: { columns: 80, rows: 24 } })).toMatchInlineSnapshot(`
    "  1 Overview  2 Activity [3 Adoption] 4 Spend  5 Exports  6 Sources  7 Settings
     Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous ● Live · 12 sec ago
    ┏━ Day-over-day change ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ +1 → · Sun 22 Nov ━┓
    ┃ Metric             Sun 22 Nov    vs Sat 21 Nov  vs same weekday      Made of ┃
    ┃ Chats                     187  ▼ −142 (−43.2%)  ▼ −128 (−40.6%)              ┃
    ┃ Messages                1,164  ▼ −884 (−43.2%)  ▼ −798 (−40.7%)              ┃
    ┃ Messages per chat         6.2             = ±0             = ±0  1,164 ÷ 187 ┃
    ┃ Projects created            1    ▼ −1 (from 2)    ▼ −1 (from 2)              ┃
    ┃ Project creators            1    ▼ −1 (from 2)             = ±0              ┃
    ┃ Artifacts created           5    ▼ −4 (from 9)    ▼ −3 (from 8)              ┃
    ┃ Artifact creators           3    ▼ −3 (from 6)    ▼ −3 (from 6)              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ┌─ Chats per day ──────────────────────────────────────────── 26 Oct – 22 Nov ─┐
    │ 2,000 ┤  ▃▃▃▃▃▃▁▁    ▁▁▄▄▄▄▁▁      ▂▂▅▅▃▃▂▂▁▁    ▃▃▄▄▄▄▃▃▂▂                  │
    │ 1,500 ┤██████████    ██████████    ██████████    ██████████                  │
    │ 1,000 ┤██████████    ██████████    ██████████    ██████████                  │
    │   500 ┤██████████▅▅▄▄██████████▄▄▄▄██████████▅▅▅▅██████████▅▅▃▃              │
    │     0 ┼────────────────────────────────────────────────────────              │
    │        26 Oct        2 Nov         9 Nov         16 Nov                      │
    │ Sun 22 Nov: 187 chats  ▼ −142 (−43.2%) vs Sat 21 Nov · Sun 25 Oct 321 chats  │
    └──────────────────────────────────────────────────────────────────────────────┘
     Complete to Sun 22 Nov · source claude-code · Europe/Berlin                ↓ 8
     ↹ panel  , . day  e explain  f enlarge  t period  x CSV  : search       ? Help"
  `);
});

test('80 × 24 in German and ASCII', () => {
  expect(drawn({ page: 'spend', size: { columns: 80, rows: 24 }, language: 'de', ascii: true })).toMatchInlineSnapshot(`
    " 1 Uebersicht 2 Aktivitaet 3 Adoption [4 Ausgaben] 5 Export 6 Daten 7 Einst.
     Nordwind AG - Letzte 28 Tage (26. Okt. - 22. Nov.)         * Live - 12 sec ago
    += Gesamtausgaben bis heute ================================= ~ So., 22. Nov. =+
    | Monat bis heute          Quartal bis heute        Jahr bis heute             |
    | 16.658,42 $              39.637,99 $              177.615,71 $               |
    | ^ +1,3 %                 ^ +20,7 %                - keine Daten fuer 1.      |
    | 1.-22. Nov.              1. Okt. - 22. Nov.       Jan. - 22. Nov. 2025       |
    |                                                   1. Jan. - 22. Nov.         |
    +==============================================================================+
    +- Laufender Monat -------------------------------------------- ~ 1.-22. Nov. -+
    | 30 Tsd. $ |                                                                  |
    |           |                                                          * * * * |
    | 20 Tsd. $ |                                      ********* * * * * *         |
    | 10 Tsd. $ |                         ************** * *                       |
    |           |          *************** *                                       |
    |       0 $ |*********** *                                                     |
    |           +----------------------------------------------------------------- |
    |            1                9              16             23             30  |
    | So., 22. Nov.: November 16.658,40 $ - vorlaeufig - Oktober 16.451,69 $       |
    | = November   - Oktober (endet bei 22.980 $)                                  |
    +------------------------------------------------------------------------------+
     Vollstaendig bis So., 22. Nov. - Ausgaben vorlaeufig ab 24. Okt.           v 3
     tab Bereich  e erklaeren  v Tabelle  f vergroessern  t Zeitraum        ? Hilfe"
  `);
});

test('a ranking at 56 × 14, with the cursor on its last row', () => {
  expect(drawn({ page: 'adoption', size: { columns: 56, rows: 14 }, view: { focus: 'top_connectors', row: 9 }, state: { tables: ['top_connectors'] } })).toMatchInlineSnapshot(`
    " Nordwind AG · Last 28 days         ● Live · 12 sec ago
    ┏━ Top connectors ━━━━━━━ 3–10 / 10 · 26 Oct – 22 Nov ━┓
    ┃ Rank  Connector     Connector users  Connector calls ┃
    ┃    3  atlassian                 612            7,872 ┃
    ┃    4  github                    554            7,123 ┃
    ┃    5  sharepoint                496            6,373 ┃
    ┃    6  notion                    437            5,623 ┃
    ┃    7  hubspot                   379            4,873 ┃
    ┃    8  sentry                    321            4,124 ┃
    ┃    9  linear                    262            3,374 ┃
    ┃   10  figma                     204            2,624 ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
     ↹ panel  e explain  v table  f enlarge          ? Help"
  `);
});

test('an explanation of a day beside the page at 120 × 40', () => {
  const frame = drawn({ page: 'adoption', size: { columns: 120, rows: 40 }, view: { focus: 'chats_course', row: 2, explain: true }, state: { tables: ['chats_course'] } });
  expect(frame).toContain('┏━ Chats ━');
  expect(frame).toContain('Fri 20 Nov (1 day)');
});

test('what may not be shown says why in its place', () => {
  const size = { columns: 80, rows: 24 };
  expect(drawn({ page: 'adoption', size, view: { focus: 'top_artifacts' }, organisation: { ...sampleOrganisation, names: 'off' } })).toContain('Numbers of single');
  expect(drawn({ page: 'spend', size, organisation: { ...sampleOrganisation, extraUsage: false } })).toContain('Spend reports appear once extra usage is switched on');
});

test('a course without a single number says so, and draws no axes that would look like a zero', () => {
  for (const { id: page } of tablePages) {
    const state: ViewState = { ...initialView(sampleOrganisation.slug), page };
    const frame = drawn({ page, size: { columns: 120, rows: 60 }, reports: sampleReports(state, { value: () => null }) });
    expect(frame).toContain('No data in this period');
    expect(frame).not.toMatch(/[┤┼]/);
  }
});

test('the column that has no room comes with the arrow', () => {
  const size = { columns: 80, rows: 24 };
  const tables = { tables: ['spend_to_date' as const] };
  const before = drawn({ page: 'spend', size, state: tables });
  expect(before).toMatch(/\+\d → · Sun 22 Nov/);
  expect(before).not.toContain('Compared with');
  expect(drawn({ page: 'spend', size, view: { column: 2 }, state: tables })).toContain('Compared with');
});

test('spend to date is whole in the smallest terminal, each change below its amount', () => {
  const frame = drawn({ page: 'spend', size: { columns: 40, rows: 12 } });
  expect(frame).not.toContain('…');
  expect(frame).toMatch(/Month to date +\$[\d,]+\.\d\d/);
  expect(frame).toMatch(/┃ {3}[▲▼=] .*%\).* ┃/);
});
