import { Box, renderToString } from 'ink';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import type { Language } from '@pegel/domain';
import { explainOnPage, onPage, initialView, overview, tablesPage, type OrganisationView, type Reports, type TablePageId, type ViewState } from '@pegel/presentation';
import { readEnvironment } from '../environment.js';
import { pageRead } from '../reading/page-read.js';
import { demoAsked } from '../testing/demo-reports.js';
import { themeFor } from '../theme.js';
import type { Size } from './layout.js';
import { OverviewFrame } from './OverviewFrame.js';
import { firstView } from './overview-view.js';
import { PeriodOverlay } from './PeriodOverlay.js';
import { arranged } from './tables-layout.js';
import { chosenWindows, firstTablesView, type TablesView } from './tables-view.js';
import { TablesFrame } from './TablesFrame.js';

const status = { freshness: 'Live', kind: 'live', message: '', singleKeys: true } as const;
const environment = readEnvironment({ LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' });
const small: Size = { columns: 80, rows: 24 };
const large: Size = { columns: 120, rows: 40 };
const look = (ascii = false) => themeFor(environment, { colour: false, ascii });

const screen = (node: ReactNode, { columns }: Size): string => `\`\`\`text\n${renderToString(node, { columns }).split('\n').map((line) => line.trimEnd()).join('\n').replaceAll('\u00A0', ' ')}\n\`\`\``;

/** What a server answered to somebody. */
interface Seen {
  readonly organisation: OrganisationView;
  readonly reports: Reports;
}

function pageState({ slug }: OrganisationView, page: TablePageId, part: Partial<ViewState> = {}): ViewState {
  return { ...onPage(initialView(slug), page), ...part };
}

function overviewScreen({ organisation, reports }: Seen, size: Size, language: Language, { ascii = false, over = null, explains = false }: { readonly ascii?: boolean; readonly over?: ReactNode; readonly explains?: boolean } = {}): string {
  const state = initialView(organisation.slug);
  const explanation = explains ? explainOnPage({ metric: 'utilisation', place: 'tile' }, state, organisation, reports, language) : null;
  return screen(<Box><OverviewFrame model={overview(state, organisation, reports, language)} view={firstView('chats')} state={state} explanation={explanation} status={status} size={size} language={language} theme={look(ascii)} />{over}</Box>, size);
}

function pageScreen({ organisation, reports }: Seen, page: TablePageId, size: Size, language: Language, part: Partial<ViewState> = {}, view: Partial<TablesView> = {}): string {
  const state = pageState(organisation, page, part);
  const model = arranged(chosenWindows(tablesPage(page, state, organisation, reports, language)), size);
  return screen(<TablesFrame model={model} view={{ ...firstTablesView(model.panels[0]?.id ?? 'top_projects'), ...view }} state={state} explanation={null} status={status} size={size} language={language} theme={look()} />, size);
}

const nothing = () => undefined;

test('docs/terminal.md shows the screens as they are; `vitest -u` on this file writes it', async () => {
  const { organisation, reports } = await demoAsked();
  // People who share a rank would stand in the order of their keys, which are others each time; connectors are called what they are.
  const whole: Partial<ViewState> = { panel: 'top_connectors' };
  const first = { organisation, reports: await reports(initialView(organisation.slug)) };
  const seen = async (page: TablePageId, part?: Partial<ViewState>) => ({ organisation, reports: await reports(pageState(organisation, page, part)) });
  const [activity, adoption, spend] = [await seen('activity'), await seen('adoption', whole), await seen('spend')];
  const period = <PeriodOverlay state={initialView(organisation.slug)} calendar={{ today: '2026-11-23', completeThrough: '2026-11-22', firstDay: '2025-10-01', known: [{ from: '2025-10-01', to: '2026-11-22' }], hasUtcDays: false }} organisation={organisation} size={small} language="en" theme={look()} custom={false} onChoose={nothing} onPin={nothing} onLeave={nothing} />;
  const page = `# The terminal

\`pegel\` opens the Overview on a terminal, \`pegel activity\`, \`adoption\` and \`spend\` the other pages of numbers, and \`pegel open LINK\` what a link shows. In a pipe, a file or CI the same is printed as tables. A name of more than sixty characters is whole there too, and runs over in its own row alone. Every command is in [command-line.md](command-line.md), every key in [keyboard.md](keyboard.md); \`?\` shows the keys of what is on the screen, finds them as one types, and does what is found.

Whoever only reads needs neither the project nor its server: \`npm pack --workspace apps/terminal --pack-destination /tmp\` writes one file; \`npx /tmp/pegel-terminal-0.1.0.tgz\` runs it, and \`npm install --global /tmp/pegel-terminal-0.1.0.tgz\` installs \`pegel\` from it on any machine with Node 20.19 or newer, without a single dependency. What serves, founds and repairs says there that it is not part of it.

The screens below show the demo organisation, with sixty seats and as a server answers for it on one day; a test draws them again and compares them with this page. At 80 × 24:

${overviewScreen(first, small, 'en')}

Tab goes from panel to panel; the one with heavy edges has the focus. \`e\` explains its number, \`v\` shows its table, \`f\` gives it the screen, \`x\` writes files, \`y\` copies the explanation and \`⇧Y\` the link. The arrows left and right move the cursor of a chart:

${pageScreen(activity, 'activity', small, 'en', { d: '2026-11-10' }, { focus: 'activity_course' })}

Whoever has more room sees more. In German at 120 × 40:

${pageScreen(spend, 'spend', large, 'de')}

Rankings stand beside each other; \`f\` gives one the screen and shows it down to its end, where \`/\` filters it and \`s\` sorts it:

${pageScreen(adoption, 'adoption', small, 'en', whole, { focus: 'top_connectors' })}

\`t\` chooses the period, by one more key, in a calendar or typed:

${overviewScreen(first, small, 'en', { over: period })}

\`:\` finds pages, panels, metrics, periods, groups and actions by what they are called in either language. \`b\` narrows a page to a group, department or cost centre, with how many people are in it; the head line says whose numbers they are, and \`⇧B\` shows everyone again. \`5\`, \`6\` and \`7\` are Exports, Data sources and Settings; what is changed in a browser opens there with \`o\`. An explanation, in German:

${overviewScreen(first, small, 'de', { explains: true })}

## What a terminal needs

40 × 12 cells; below 80 columns a page is a list, or one panel at a time. Colours are the terminal's own 16, and nothing is said by them alone: \`NO_COLOR\` or \`--no-color\` leaves them out. \`--ascii\`, or a locale that is not UTF-8, draws with ASCII:

${overviewScreen(first, small, 'en', { ascii: true })}

\`7\` Settings choose how the screens are for their user; it applies at once, and is kept in \`~/.config/pegel/terminal.json\` (\`XDG_CONFIG_HOME\`):

| Setting | Choices | What it is |
|---|---|---|
| Language | auto, English, Deutsch | \`auto\` is what the terminal says; \`--lang\` goes before |
| Theme | auto, light, dark, contrast, none | for which background colours are; \`contrast\` is the strongest the background allows, bold or reversed where something matters |
| Charts | auto, braille, blocks, ASCII | what pictures are drawn with |
| Mouse | off, on | with it, a click leads to a page or panel and the wheel moves through it; most terminals mark text with Shift then |
| Motion | auto, reduced | reduced, all that arrives is shown once a minute, with its age, and nothing moves meanwhile; \`r\` asks at once |
| Single keys | on, off | off, letters, digits and marks do nothing outside of what is typed into: F1 shows what there is, Ctrl+K finds it, Tab, arrows, Enter and Esc move, Ctrl+C ends |

What a terminal cannot draw, or \`NO_COLOR\` forbids, no choice brings back.

The language is that of \`LC_ALL\`, \`LC_MESSAGES\` or \`LANG\`, or \`--lang\`; \`⇧L\` changes it. Whatever was on the terminal before is back when a screen is left, also after a crash; the last line is the link of what was last seen. \`TERM=dumb\` gets tables instead of a screen. \`pegel doctor\` says what the terminal can draw.

A screen opens with what was last seen of the same page and days, marked with its age, until there is an answer; without a network it stays, and what is asked is asked again every ten seconds. Another page opens then with what was last seen of it, too. It is kept in \`~/.cache/pegel/views\` (\`XDG_CACHE_HOME\`), for each server, account and organisation, readable by its user alone, and without any report about single people. \`pegel logout\` deletes it, and so does the next screen of whoever may not see it any more. Beside it, in \`~/.cache/pegel/compiled\`, Node 22.8 and newer keeps what it has compiled of the program, and starts it sooner the next time.

Ctrl+Z stops a screen and gives the shell its terminal, \`fg\` brings it back as it was, in whatever size the terminal has then.

A screen that is killed (\`kill -9\`) leaves the terminal as it was too. A small process of its own (\`/bin/sh\`, named \`pegel-watcher\`) waits for it to end, and only if it did not leave properly brings back what was on the terminal, the cursor, the mouse and its settings, and ends. A shell that was faster is made to draw its prompt again: for a tenth of a second the terminal is one column narrower. There is none on Windows, and none is left where that process was killed as well: \`reset\`, typed blind, brings the terminal back; so does opening \`pegel\` once more and leaving it with \`q\`.

## Read aloud

With \`--screen-reader\` or \`INK_SCREEN_READER=true\` nothing is drawn, and nothing is drawn again: a page is lines that follow each other, and a prompt that takes a word. A number explains a value, reads a table row by row or follows what changed; a page, or how its name begins in either language, leads there; a period such as \`90d\` changes the days, \`r\` asks again, Enter reads the page once more, and \`q\` ends with the link. \`--where\`, \`--range\`, \`--purpose\` and \`--lang\` begin it as they do a screen.

\`\`\`text
${pageRead(initialView(organisation.slug), organisation, first.reports, 'en').lines.slice(0, 8).join('\n').replaceAll('\u00A0', ' ')}
…
> 1
\`\`\`
`;
  await expect(page).toMatchFileSnapshot('../../../../docs/terminal.md');
  // A year of the demo goes through the doors first.
});
