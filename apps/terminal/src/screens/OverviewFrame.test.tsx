import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { languages, type Language } from '@pegel/domain';
import { explainedOnOverview, explainOnPage, initialView, overview, type Explained, type Reports, type ViewState } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { explanationLines } from '../components/explanation-lines.js';
import { flawsOf, status, themeOf } from '../testing/frames.js';
import type { Size } from './layout.js';
import { OverviewFrame } from './OverviewFrame.js';
import { firstView, type OverviewView } from './overview-view.js';

const state: ViewState = initialView(sampleOrganisation.slug);

interface Drawing {
  readonly size: Size;
  readonly language?: Language;
  readonly ascii?: boolean;
  readonly reports?: Reports;
  readonly view?: Partial<OverviewView>;
  readonly explained?: Explained;
  readonly state?: ViewState;
  readonly organisation?: typeof sampleOrganisation;
}

function drawn({ size, language = 'en', ascii = false, view, explained, state: shown = state, organisation = sampleOrganisation, reports = sampleReports(shown, { organisation }) }: Drawing): string {
  const theme = themeOf({ ascii });
  const model = overview(shown, organisation, reports, language);
  return renderToString(
    <OverviewFrame model={model} view={{ ...firstView('chats'), ...view }} state={shown} explanation={explained === undefined ? null : explainOnPage(explained, shown, organisation, reports, language)} status={status} size={size} language={language} theme={theme} />,
    { columns: size.columns },
  );
}

const sizes: readonly Size[] = [{ columns: 40, rows: 12 }, { columns: 56, rows: 14 }, { columns: 80, rows: 24 }, { columns: 101, rows: 60 }, { columns: 120, rows: 40 }];
const withoutSpend = { ...sampleOrganisation, extraUsage: false, demo: true };

/** The ways a frame differs beside its size. */
const drawings: readonly Omit<Drawing, 'size'>[] = [
  { language: 'de', view: { focus: 'chats' }, state: { ...state, panel: 'chats', tables: ['chats'] } },
  { language: 'de', view: { focus: 'changes', scroll: 2 } },
  { view: { focus: 'spend_by_model', scroll: 3 }, state: { ...state, panel: 'spend_by_model', tables: ['spend_by_model'] } },
  { view: { focus: 'wau', fromZero: true }, state: { ...state, panel: 'wau', d: '2026-11-10' } },
  ...languages.flatMap((language) => [{ metric: 'utilisation', place: 'tile' } as const, { metric: 'spend', place: 'spend_by_model' } as const].map((explained) => ({ language, explained, view: { explain: true } }))),
  { explained: { metric: 'pendingInvites', place: 'tile' }, ascii: true, language: 'de', view: { explain: true, scroll: 4 } },
  { explained: { metric: 'chats', place: 'chats' }, reports: {}, view: { explain: true } },
  { reports: {} },
  { language: 'de', organisation: withoutSpend },
  { state: { ...state, range: 'ytd', grain: 'month' } },
  { state: { ...state, range: '90d' } },
];

test.each(sizes)('a frame at $columns × $rows is one line less than the terminal, never wider, and always says how to get help', (size) => {
  for (const drawing of drawings) {
    const frame = drawn({ size, ...drawing });
    expect(flawsOf(frame, size, drawing), frame).toEqual([]);
  }
});

test.each(languages)('in the smallest terminal what changed is said to its end, or says that it goes on, and is read to its end with the arrows (%s)', (language) => {
  const size = { columns: 40, rows: 12 };
  const model = overview(state, sampleOrganisation, sampleReports(state), language);
  const long = { ...model, changes: { ...model.changes, sentences: (['▲', '!', '='] as const).map((glyph, index) => ({ glyph, text: `${'Some words that are wrapped in a narrow list. '.repeat(3)}END${index}`, url: '' })) } };
  const frame = (view: Partial<OverviewView>) => renderToString(<OverviewFrame model={long} view={{ ...firstView(null), ...view }} state={state} explanation={null} status={status} size={size} language={language} theme={themeOf({})} />, { columns: size.columns });
  expect(flawsOf(frame({}), size, { language })).toEqual([]);
  expect(frame({}).split('\n').at(-2)).toMatch(/…$/);
  for (const scroll of [0, 1, 2]) expect(frame({ focus: 'changes', scroll })).toContain(`END${scroll}`);
});

test('no number is cut off, whatever the language', () => {
  const frame = drawn({ size: { columns: 80, rows: 24 }, language: 'de' });
  for (const tile of overview(state, sampleOrganisation, sampleReports(state), 'de').tiles) expect(frame.replaceAll('\u00A0', ' ')).toContain(tile.content?.value.replaceAll('\u00A0', ' '));
});

test('a name cannot steer the terminal', () => {
  const reports = sampleReports(state);
  const { spend_by_model: spendByModel } = reports;
  if (spendByModel === undefined) throw new Error('The sample has spend by model.');
  const evil = { ...spendByModel, rows: spendByModel.rows.map((row, index) => (index === 0 ? { ...row, label: 'opus\x1B]52;c;aGk=\x07\x1B[2J\u202Egnp' } : row)) };
  const size = { columns: 80, rows: 24 };
  const frame = drawn({ size, reports: { ...reports, spend_by_model: evil } });
  // oxlint-disable-next-line no-control-regex -- their absence is the point.
  expect(frame).not.toMatch(/[\x00-\x09\x0B-\x1F\x7F-\x9F\u202A-\u202E]/);
  expect(flawsOf(frame, size)).toEqual([]);
});

test('says so when the terminal is too small to read anything', () => {
  expect(drawn({ size: { columns: 38, rows: 9 } })).toMatchInlineSnapshot(`
    "Terminal is 38 × 9.
    Needed: 40 × 12 (80 × 24 recommended).
    Enlarge, or run: pegel overview
    --plain
    q quit"
  `);
});

test('80 × 24', () => {
  expect(drawn({ size: { columns: 80, rows: 24 } })).toMatchInlineSnapshot(`
    " [1 Overview] 2 Activity  3 Adoption  4 Spend  5 Exports  6 Sources  7 Settings
     Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous ● Live · 12 sec ago
    ┌─ WAU ────────────┐┌─ Utilisation ────┐┌─ Pending invites ┐┌─ Spend MTD ── ◐ ─┐
    │ 311  Sun 22 Nov  ││ 64.8% 311 of 480 ││ 23  Sun 22 Nov   ││ $16,658 1–22 Nov │
    │ ▲ +1.3% was 307  ││ ▲ +0.8 pp vs Sun ││ = ±0 vs Sun      ││ ▲ +1.3% vs Oct   │
    │ ▁▁▁▂▃▃▄▄▅▆▆▇████ ││ ██▁▁▂▂▂▂▃▄▄▄▅▅▅▅ ││ ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅ ││ ▁▁████▇▁▁█████▁▁ │
    └──────────────────┘└──────────────────┘└──────────────────┘└──────────────────┘
    ┏━ Chats per day ━━━━━━━━━━━━━━━━ today so far 1,595 · Complete to Sun 22 Nov ━┓
    ┃ 2,000 ┤▂▂▄▄▄▄▄▄▃▃    ▃▃▅▅▅▅▃▃▂▂    ▄▄▆▆▄▄▄▄▃▃    ▄▄▅▅▅▅▅▅▄▄                  ┃
    ┃       ┤██████████    ██████████    ██████████    ██████████                  ┃
    ┃       ┤██████████▄▄▃▃██████████▃▃▃▃██████████▃▃▄▄██████████▄▄▂▂              ┃
    ┃     0 ┼────────────────────────────────────────────────────────              ┃
    ┃        26 Oct        2 Nov         9 Nov         16 Nov                      ┃
    ┃ Sun 22 Nov: 187 chats  ▼ −142 (−43.2%) vs Sat 21 Nov · Messages per chat 6.2 ┃
    ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ┌─ What changed ───────────────────────────────────────────────────────────────┐
    │ ▲ google-drive gained 39 users in 28 days.                                   │
    │ = WAU: steady at 311.                                                        │
    │ = Messages per chat: steady at 6.2.                                          │
    │                                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
     Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code
     ←→ point  ↹ panel  t period  e explain  v table  f enlarge  x CSV       ? Help"
  `);
});

test('80 × 24 in German and ASCII, the ranking in focus', () => {
  expect(drawn({ size: { columns: 80, rows: 24 }, language: 'de', ascii: true, view: { focus: 'spend_by_model' } })).toMatchInlineSnapshot(`
    " [1 Uebersicht] 2 Aktivitaet 3 Adoption 4 Ausgaben 5 Export 6 Daten 7 Einst.
     Nordwind AG - Letzte 28 Tage (26. Okt. - 22. Nov.)         * Live - 12 sec ago
    +- WAU ------------++- Auslastung -----++- Einladungen ----++- Ausgaben Monat -+
    | 311              || 64,8 %           || 23 So., 22. Nov. || 16.658 $         |
    | ^ +1,3 % zu So.  || ^ +0,8 Pp.       || = 0 zu So.       || ^ +1,3 % zu Okt. |
    | ___.----=***#### || 311 von 480      || ================ || __#####__#####__ |
    +------------------++------------------++------------------++------------------+
    +- Chats pro Tag -------- heute bisher 1.595 - Vollstaendig bis So., 22. Nov. -+
    | 2.000 |  ####          ####          ####        ########                    |
    |       |##########    ##########    ##########    ##########                  |
    |       |############  ##########    ##########    ##########                  |
    |     0 +--------------------------------------------------------              |
    |        26. Okt.      2. Nov.       9. Nov.       16. Nov.                    |
    | So., 22. Nov.: 187 Chats  v -142 (-43,2 %) - Nachr./Chat 6,2                 |
    +------------------------------------------------------------------------------+
    += Ausgaben nach Modell ====== ~ 24. Okt. - 22. Nov. - vorlaeufig ab 24. Okt. =+
    | Claude Opus   ############################################### 11.568 $  52 % |
    | Claude Sonnet ################################                 7.786 $  35 % |
    | Claude Haiku  ########                                         2.002 $   9 % |
    | Sonstige      ####                                               890 $   4 % |
    +==============================================================================+
     Vollstaendig bis So., 22. Nov. - Ausgaben vorlaeufig ab 24. Okt.
     tab Bereich  t Zeitraum  e erklaeren  v Tabelle  f vergroessern        ? Hilfe"
  `);
});

test('120 × 40', () => {
  expect(drawn({ size: { columns: 120, rows: 40 } })).toMatchInlineSnapshot(`
    " [1 Overview] 2 Activity  3 Adoption  4 Spend  5 Exports  6 Sources  7 Settings
     Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous                                         ● Live · 12 sec ago
     311 of 480 people with a seat used the assistant this week – 4 more than the week before.
     Spend is $16,658 this month, 1.3% above the first 22 days of October.
    ┌─ WAU ────────────┐┌─ Utilisation ────┐┌─ Pending invites ┐┌─ Chats ──────────┐┌─ Msgs per chat ──┐┌─ Spend MTD ── ◐ ─┐
    │ 311  Sun 22 Nov  ││ 64.8% 311 of 480 ││ 23  Sun 22 Nov   ││ 187  Sun 22 Nov  ││ 6.2  1,164 ÷ 187 ││ $16,658 1–22 Nov │
    │ ▲ +1.3% was 307  ││ ▲ +0.8 pp vs Sun ││ = ±0 vs Sun      ││ ▼ −43.2% was 329 ││ = ±0 vs Sat      ││ ▲ +1.3% vs Oct   │
    │ ▁▁▁▂▃▃▄▄▅▆▆▇████ ││ ██▁▁▂▂▂▂▃▄▄▄▅▅▅▅ ││ ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅ ││ ▁▁████▇▁▁█████▁▁ ││ █▁▅▄▅▅▄▃▂▄▄▄▅▄▁▁ ││ ▁▁████▇▁▁█████▁▁ │
    └──────────────────┘└──────────────────┘└──────────────────┘└──────────────────┘└──────────────────┘└──────────────────┘
    ┌─ Weekly active users ────────── axis from 260 ─┐┏━ Chats per day ━━━━━━ today so far 1,595 · Complete to Sun 22 Nov ━┓
    │ 320 ┤                              ▲ 480 seats │┃ 2,000 ┤                                                            ┃
    │     ┤                                          │┃       ┤                ▂▂▂▂          ▆▆                            ┃
    │     ┤                                  ⣀⡠⠤⠤⠔⠒⠒ │┃       ┤  ▅▅▅▅▄▄        ████        ▂▂██▄▄▃▃      ▆▆████▇▇▂▂        ┃
    │     ┤                       ⢀⣀⣀⡠⠤⠤⠔⠒⠉⠉⠉        │┃       ┤▁▁██████▇▇    ▇▇████▇▇▃▃    ████████▆▆    ██████████        ┃
    │     ┤              ⢀⣀⠤⠤⠤⠒⠒⠒⠉⠁                  │┃ 1,500 ┤██████████    ██████████    ██████████    ██████████        ┃
    │ 300 ┤    ⣀⣀⣀⠤⠔⠒⠒⠊⠉⠉⠁                           │┃       ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤⠒⠒⠊⠉                                  ⡠ ⠤ │┃       ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤                        ⣀ ⡠ ⠤ ⠤ ⠒ ⠉ ⠉     │┃ 1,000 ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤              ⢀ ⣀ ⠤ ⠒ ⠉                   │┃       ┤██████████    ██████████    ██████████    ██████████        ┃
    │ 280 ┤    ⣀ ⣀ ⠤ ⠒ ⠉ ⠁                           │┃       ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤⠒ ⠊                                       │┃       ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤                                          │┃   500 ┤██████████    ██████████    ██████████    ██████████        ┃
    │     ┤                                          │┃       ┤██████████▄▄  ██████████    ██████████▁▁▃▃██████████▄▄      ┃
    │     ┤                                          │┃       ┤████████████▆▆██████████▆▆████████████████████████████▃▃    ┃
    │ 260 ┤                                          │┃       ┤████████████████████████████████████████████████████████    ┃
    │     └───────────────────────────────────────── │┃     0 ┼────────────────────────────────────────────────────────    ┃
    │      26 Oct    2 Nov      9 Nov     16 Nov     │┃        26 Oct        2 Nov         9 Nov         16 Nov            ┃
    │ Sun 22 Nov: 311 people · 480 seats             │┃ Sun 22 Nov: 187 chats  ▼ −142 (−43.2%) vs Sat 21 Nov               ┃
    └────────────────────────────────────────────────┘┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
    ┌─ Spend by model ─────────────────────────────────────────┐┌─ What changed ───────────────────────────────────────────┐
    │ Claude Opus   █████████████████████████████ $11,568  52% ││ ▲ google-drive gained 39 users in 28 days.               │
    │ Claude Sonnet ███████████████████▌           $7,786  35% ││ = WAU: steady at 311.                                    │
    │ Claude Haiku  █████                          $2,002   9% ││ = Messages per chat: steady at 6.2.                      │
    │ Other         ██▎                              $890   4% ││                                                          │
    │                                                          ││                                                          │
    │                                                          ││                                                          │
    └──────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────┘
     Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code · Europe/Berlin · amounts in USD
     1–7 page  ←→ point  ↹ panel  t period  e explain  v table  f enlarge  x CSV  : search  c compare  y copy        ? Help"
  `);
});

test('a list where there is no room for panels', () => {
  expect(drawn({ size: { columns: 56, rows: 14 } })).toMatchInlineSnapshot(`
    " Nordwind AG · Last 28 days         ● Live · 12 sec ago

     What changed
     ▲ google-drive gained 39 users in 28 days.
     = WAU: steady at 311.
     = Messages per chat: steady at 6.2.

     Spend by model
     Claude Opus   ███████████████████████████ $11,568  52%
     Claude Sonnet ██████████████████▏          $7,786  35%
     Claude Haiku  ████▋                        $2,002   9%
     Other         ██▏                            $890   4%
     ↹ panel  t period  e explain  v table           ? Help"
  `);
});

test('an explanation over the page at 80 × 24', () => {
  expect(drawn({ size: { columns: 80, rows: 24 }, explained: { metric: 'utilisation', place: 'tile' }, view: { explain: true } })).toMatchInlineSnapshot(`
    " [1 Overview] 2 Activity  3 Adoption  4 Spend  5 Exports  6 Sources  7 Settings
     Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous ● Live · 12 sec ago
    ┌─┏━ Utilisation rate ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1–17 / 27 ━┓─┐
    │ ┃ 64.8%  Sun 22 Nov                                                        ┃ │
    │ ┃ ▲ +0.8 pp vs Sun 15 Nov (64.0%)                                          ┃ │
    │ ┃ 64.8% = 311 ÷ 480                                                        ┃ │
    └─┃                                                                          ┃─┘
    ┌─┃ What this counts      Weekly active users out of all seats that day.     ┃─┐
    │ ┃ Formula               Weekly active users (WAU) ÷ Total seats.           ┃ │
    │ ┃ Not included          Pending invites, which are not seats.              ┃ │
    │ ┃ May it be added up?   No: divide the sums instead of averaging           ┃ │
    │ ┃                       quotients.                                         ┃ │
    │ ┃ Window                Weekly active users (WAU): 16–22 Nov (7 days,      ┃ │
    │ ┃                       rolling)                                           ┃ │
    └─┃                       Total seats: End of Sun 22 Nov                     ┃─┘
    ┌─┃ Completeness          Complete.                                          ┃─┐
    │ ┃                       Data is complete to 22 November.                   ┃ │
    │ ┃ May it still change?  Not by itself. It does when:                       ┃ │
    │ ┃                       A source delivers late, corrects an event or takes ┃ │
    │ ┃                       one back.                                          ┃ │
    └─┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛─┘
     Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code
     esc back  ↑↓ scroll  y copy  ⇧Y link  ↹ panel  ⇧L Deutsch  q quit       ? Help"
  `);
});

test('an explanation beside the page at 120 × 40', () => {
  expect(drawn({ size: { columns: 120, rows: 40 }, explained: { metric: 'spend', place: 'spend_by_model' }, view: { explain: true } })).toMatchInlineSnapshot(`
    " [1 Overview] 2 Activity  3 Adoption  4 Spend  5 Exports  6 Sources  7 Settings
     Nordwind AG · Last 28 days (26 Oct – 22 Nov) · vs previous                                         ● Live · 12 sec ago
     311 of 480 people with a seat used the assistant th┏━ Spend by model ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
     Spend is $16,658 this month, 1.3% above the first 2┃ $22,245.46  24 Oct – 22 Nov                                      ┃
    ┌─ WAU ────────────┐┌─ Utilisation ────┐┌─ Pending i┃ $22,245.46 = $11,567.64 (Claude Opus) + $7,785.91 (Claude        ┃
    │ 311  Sun 22 Nov  ││ 64.8% 311 of 480 ││ 23  Sun 22┃ Sonnet) + $2,002.09 (Claude Haiku) + $889.82 (Other)             ┃
    │ ▲ +1.3% was 307  ││ ▲ +0.8 pp vs Sun ││ = ±0 vs Su┃                                                                  ┃
    │ ▁▁▁▂▃▃▄▄▅▆▆▇████ ││ ██▁▁▂▂▂▂▃▄▄▄▅▅▅▅ ││ ▅▅▅▅▅▅▅▅▅▅┃ What this counts      Usage charges, net of discounts and        ┃
    └──────────────────┘└──────────────────┘└───────────┃                       credits.                                   ┃
    ┌─ Weekly active users ────────── axis from 260 ─┐┌─┃ Formula               Sum of the net amounts of all spend lines  ┃
    │ 320 ┤                              ▲ 480 seats ││ ┃                       that count (cost types tokens, web-search, ┃
    │     ┤                                          ││ ┃                       code-execution, other).                    ┃
    │     ┤                                  ⣀⡠⠤⠤⠔⠒⠒ ││ ┃ Not included          Seat fees; lines of a weaker basis where a ┃
    │     ┤                       ⢀⣀⣀⡠⠤⠤⠔⠒⠉⠉⠉        ││ ┃                       better one covers the same day.            ┃
    │     ┤              ⢀⣀⠤⠤⠤⠒⠒⠒⠉⠁                  ││ ┃ May it be added up?   Yes: days, models and people add up to the ┃
    │ 300 ┤    ⣀⣀⣀⠤⠔⠒⠒⠊⠉⠉⠁                           ││ ┃                       total.                                     ┃
    │     ┤⠒⠒⠊⠉                                  ⡠ ⠤ ││ ┃ Window                24 Oct – 22 Nov (30 days)                  ┃
    │     ┤                        ⣀ ⡠ ⠤ ⠤ ⠒ ⠉ ⠉     ││ ┃                       The clocks change in it: 721 hours.        ┃
    │     ┤              ⢀ ⣀ ⠤ ⠒ ⠉                   ││ ┃ Completeness          Complete.                                  ┃
    │ 280 ┤    ⣀ ⣀ ⠤ ⠒ ⠉ ⠁                           ││ ┃                       Data is complete to 22 November.           ┃
    │     ┤⠒ ⠊                                       ││ ┃ May it still change?  Provisional until 22 December.             ┃
    │     ┤                                          ││ ┃                       Vendors revise what they charged for up to ┃
    │     ┤                                          ││ ┃                       30 days, and a line of a better basis      ┃
    │     ┤                                          ││ ┃                       replaces a weaker one.                     ┃
    │ 260 ┤                                          ││ ┃ Basis of the amounts  In 24 Oct – 22 Nov: estimated by the       ┃
    │     └───────────────────────────────────────── ││ ┃                       vendor: 4 days                             ┃
    │      26 Oct    2 Nov      9 Nov     16 Nov     ││ ┃ Source                claude-code (live), last delivery Mon 23   ┃
    │ Sun 22 Nov: 311 people · 480 seats             ││ ┃                       Nov, 11:04                                 ┃
    └────────────────────────────────────────────────┘└─┃ Days                  From midnight to midnight in               ┃
    ┌─ Spend by model ──────────────────────────────────┃                       Europe/Berlin.                             ┃
    │ Claude Opus   █████████████████████████████ $11,56┃ Can be split by       Person, Surface, Model, Cost type, Group,  ┃
    │ Claude Sonnet ███████████████████▌           $7,78┃                       Department, Cost centre.                   ┃
    │ Claude Haiku  █████                          $2,00┃ Definition            Version 1. It is raised whenever the       ┃
    │ Other         ██▎                              $89┃                       number could differ.                       ┃
    │                                                   ┃                                                                  ┃
    │                                                   ┃                                                                  ┃
    └───────────────────────────────────────────────────┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
     Complete to Sun 22 Nov · spend provisional from 24 Oct · source claude-code · Europe/Berlin · amounts in USD
     esc back  ↑↓ scroll  y copy  ⇧Y link  ↹ panel  ⇧L Deutsch  q quit                                               ? Help"
  `);
});

test('an explanation in German and ASCII at 56 × 14, and what has the focus in a list', () => {
  const size = { columns: 56, rows: 14 };
  expect(drawn({ size, language: 'de', ascii: true, explained: { metric: 'messagesPerChat', place: 'tile' }, view: { explain: true } })).toMatchInlineSnapshot(`
    " Nordwind AG - Letzte 28 Tage       * Live - 12 sec ago
    += Durchschnittliche Anzahl von Nachrichten pro Chat ==+
    | 6,2  So., 22. Nov.                                   |
    | = 0 ggue. Sa., 21. Nov. (6,2)                        |
    | = 0 ggue. Vorwoche                                   |
    | 6,22 = 1.164 / 187                                   |
    |                                                      |
    | Was gezaehlt wird                                    |
    |   Im Zeitraum gesendete Nachrichten geteilt durch    |
    |   die Chats desselben Zeitraums.                     |
    | Formel                                               |
    +======================================================+
     esc zurueck  ^v blaettern  y kopieren          ? Hilfe"
  `);
  expect(drawn({ size, ascii: true, view: { focus: 'tile:utilisation' } }).split('\n')[2]).toMatch(/^>Utilisation/);
});

test('no word of an explanation is lost, whatever the size and language', () => {
  const theme = themeOf({ ascii: true });
  const reports = sampleReports(state);
  for (const language of languages) for (const explained of explainedOnOverview) {
    const explanation = explainOnPage(explained, state, sampleOrganisation, reports, language);
    const words = explanation.entries.filter(({ id }) => id !== 'query').flatMap(({ lines }) => lines.join(' ').split(' '));
    for (const columns of [40, 68, 76]) {
      const lines = explanationLines(explanation, columns - 4, language, theme).map((spans) => spans.map(({ text }) => text).join(''));
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns - 4);
      const text = lines.join(' ');
      for (const word of words) expect(text).toContain(theme.glyphs.rewrite(word).trim());
    }
  }
});
