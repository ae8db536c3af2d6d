import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { languages, type Language } from '@pegel/domain';
import { explainOnPage, initialView, tablePages, tablesPage, type OrganisationView, type Reports, type TablePageId, type TablesPageModel, type ViewState } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { explainedAt } from '../components/page-table.js';
import { readEnvironment } from '../environment.js';
import { themeFor } from '../theme.js';
import type { Size } from './layout.js';
import { firstTablesView, type TablesView } from './tables-view.js';
import { TablesFrame } from './TablesFrame.js';

const status = { freshness: 'Live · 12 sec ago', kind: 'live', message: '' } as const;
const environment = readEnvironment({ LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' });

interface Drawing {
  readonly page: TablePageId;
  readonly size: Size;
  readonly language?: Language;
  readonly ascii?: boolean;
  readonly view?: Partial<TablesView>;
  readonly organisation?: OrganisationView;
  readonly state?: Partial<ViewState>;
  readonly reports?: Reports;
}

function drawn({ page, size, language = 'en', ascii = false, view = {}, organisation = sampleOrganisation, state: part = {}, reports }: Drawing): string {
  const state: ViewState = { ...initialView(organisation.slug), page, ...part };
  const { known, model } = pageOf(state, organisation, language, reports);
  const looked = { ...firstTablesView(model.panels[0]?.id ?? 'top_projects'), ...view };
  const explained = looked.explain ? explainedAt(model.panels.find(({ id }) => id === looked.focus)?.content ?? null, looked) : null;
  const explanation = explained === null ? null : explainOnPage(explained, state, organisation, known, language);
  const theme = themeFor(environment, { colour: false, ascii });
  return renderToString(<TablesFrame model={model} view={looked} explanation={explanation} status={status} size={size} language={language} theme={theme} />, { columns: size.columns });
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

const sizes: readonly Size[] = [{ columns: 40, rows: 12 }, { columns: 56, rows: 14 }, { columns: 80, rows: 20 }, { columns: 80, rows: 24 }, { columns: 101, rows: 60 }, { columns: 120, rows: 40 }];

/** What would scroll, wrap or leave something of the frame before it on the screen. */
function flawsOf(frame: string, { columns, rows }: Size): string[] {
  const lines = frame.split('\n');
  const wrong = lines.filter((line) => stringWidth(line) > columns);
  return lines.length === rows - 1 ? wrong : [`${lines.length} lines`, ...wrong];
}

test.each(sizes)('a frame at $columns × $rows is one line less than the terminal, never wider, and always says how to get help', { timeout: 120_000 }, (size) => {
  const withheld: OrganisationView = { ...sampleOrganisation, extraUsage: false, names: 'off', demo: true };
  for (const { id, panels } of tablePages) {
    for (const language of languages) {
      const focuses = panels.map((panel): Omit<Drawing, 'size' | 'page'> => ({ view: { focus: panel.id, row: 6, column: 1 } }));
      const others: readonly Omit<Drawing, 'size' | 'page'>[] = [{ ascii: true }, { reports: {} }, { organisation: withheld }, { view: { help: true } }, { view: { enlarged: true, focus: panels.at(-1)?.id ?? 'top_projects', row: 20 } }, { view: { explain: true, scroll: 2 } }, { state: { range: '90d', grain: 'week' } }];
      for (const drawing of [...focuses, ...others]) {
        const frame = drawn({ page: id, size, language, ...drawing });
        expect(flawsOf(frame, size), frame).toEqual([]);
        expect(frame).toContain(language === 'de' ? '? Hilfe' : '? Help');
        if (drawing.ascii === true) expect(frame).toMatch(/^[\n -~]*$/);
      }
    }
  }
});

test('every table can have the focus, and then is on the screen with its first row', () => {
  for (const { id, panels } of tablePages) {
    for (const panel of panels) {
      const frame = drawn({ page: id, size: { columns: 80, rows: 24 }, view: { focus: panel.id } });
      expect(frame).toContain(`┏━ ${(('titles' in panel ? panel.titles?.day : undefined) ?? panel.title).en}`);
      expect(/┏━.*\n┃.*\n┃ (.+) ┃/.exec(frame)?.[1]?.trim()).not.toBe('');
    }
  }
});

test('80 × 24', () => {
  expect(drawn({ page: 'adoption', size: { columns: 80, rows: 24 } })).toMatchInlineSnapshot(`
    "  1 Overview  2 Activity [3 Adoption] 4 Spend
     Nordwind AG · Last 28 days (26 Oct – 22 Nov)               ● Live · 12 sec ago
    ┏━ Day-over-day change ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Sun 22 Nov ━┓
    ┃ Metric             Sun 22 Nov    vs Sat 21 Nov  vs same weekday      Made of ┃
    ┃ Chats                     187  ▼ −142 (−43.2%)  ▼ −128 (−40.6%)              ┃
    ┃ Messages                1,164  ▼ −884 (−43.2%)  ▼ −798 (−40.7%)              ┃
    ┃ Messages per chat         6.2             = ±0             = ±0  1,164 ÷ 187 ┃
    ┃ Projects created            1    ▼ −1 (from 2)    ▼ −1 (from 2)              ┃
    ┃ Project creators            1    ▼ −1 (from 2)             = ±0              ┃
    ┃ Artifacts created           5    ▼ −4 (from 9)    ▼ −3 (from 8)              ┃
    ┃ Artifact creators           3    ▼ −3 (from 6)    ▼ −3 (from 6)              ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ┌─ Chats per day ───────────────────────────────── 1–6 / 28 · 26 Oct – 22 Nov ─┐
    │ Day         Chats              Change  Messages                              │
    │ Sun 22 Nov    187     ▼ −142 (−43.2%)     1,164                              │
    │ Sat 21 Nov    329   ▼ −1,304 (−79.9%)     2,048                              │
    │ Fri 20 Nov  1,633       ▼ −84 (−4.9%)    10,179                              │
    │ Thu 19 Nov  1,717       ▼ −17 (−1.0%)    10,706                              │
    │ Wed 18 Nov  1,734                = ±0    10,811                              │
    │ Tue 17 Nov  1,734       ▲ +30 (+1.8%)    10,811                              │
    └──────────────────────────────────────────────────────────────────────────────┘
     Complete to Sun 22 Nov · source claude-code · Europe/Berlin · amounts in USD
     ↹ Next panel  e Explain  f Enlarge  x Export CSV  r Refresh  1–4 Page   ? Help"
  `);
});

test('80 × 24 in German and ASCII', () => {
  expect(drawn({ page: 'spend', size: { columns: 80, rows: 24 }, language: 'de', ascii: true })).toMatchInlineSnapshot(`
    "  1 Uebersicht  2 Aktivitaet  3 Adoption [4 Ausgaben]
     Nordwind AG - Letzte 28 Tage (26. Okt. - 22. Nov.)         * Live - 12 sec ago
    += Gesamtausgaben bis heute ========================== ~ +4 > - So., 22. Nov. =+
    | Zeitraum           Ausgaben (USD)                                            |
    | Monat bis heute       16.658,42 $                                            |
    | Quartal bis heute     39.637,99 $                                            |
    | Jahr bis heute       177.615,71 $                                            |
    +==============================================================================+
    +- Laufender Monat --------------------------------- ~ 1-7 / 31 - 1.-22. Nov. -+
    | Tag des Monats     November      Oktober    Differenz                        |
    |              1     140,66 $     974,80 $    -834,14 $                        |
    |              2   1.115,22 $   1.902,70 $    -787,48 $                        |
    |              3   2.210,82 $   2.006,65 $    +204,17 $                        |
    |              4   3.306,63 $   2.127,88 $  +1.178,75 $                        |
    |              5   4.289,20 $   3.035,28 $  +1.253,92 $                        |
    |              6   5.220,98 $   4.056,89 $  +1.164,09 $                        |
    |              7   5.369,47 $   5.078,80 $    +290,67 $                        |
    +------------------------------------------------------------------------------+



     Vollstaendig bis So., 22. Nov. - Ausgaben vorlaeufig ab 24. Okt.
     tab Naechster Bereich  e Erklaeren  f Vergroessern  x CSV exportieren  ? Hilfe"
  `);
});

test('a ranking at 56 × 14, with the cursor on its last row', () => {
  expect(drawn({ page: 'adoption', size: { columns: 56, rows: 14 }, view: { focus: 'top_connectors', row: 9 } })).toMatchInlineSnapshot(`
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
     ↹ Next panel  e Explain  f Enlarge              ? Help"
  `);
});

test('an explanation of a day beside the page at 120 × 40', () => {
  const frame = drawn({ page: 'adoption', size: { columns: 120, rows: 40 }, view: { focus: 'chats_course', row: 2, explain: true } });
  expect(frame).toContain('┏━ Chats ━');
  expect(frame).toContain('Fri 20 Nov (1 day)');
});

test('what may not be shown says why in its place', () => {
  const size = { columns: 80, rows: 24 };
  expect(drawn({ page: 'adoption', size, view: { focus: 'top_artifacts' }, organisation: { ...sampleOrganisation, names: 'off' } })).toContain('Numbers of single people are switched off for this organisation.');
  expect(drawn({ page: 'spend', size, organisation: { ...sampleOrganisation, extraUsage: false } })).toContain('Spend reports appear once extra usage is switched on');
});

test('the column that has no room comes with the arrow', () => {
  const size = { columns: 80, rows: 24 };
  const before = drawn({ page: 'spend', size });
  expect(before).toMatch(/\+\d → · Sun 22 Nov/);
  expect(before).not.toContain('Compared with');
  expect(drawn({ page: 'spend', size, view: { column: 2 } })).toContain('Compared with');
});
