import type { Disclosure, Report, Words } from '@pegel/domain';
import { disclosureMarkdown, grainChoices, initialView, permissionOf, rankingsOn, seenBy, tableMarkdown, tablePages, tablesPage, tablesRows, weekChoices, type GrainChoice, type OrganisationView, type Reports, type TableId, type TablePageId, type TablesPageModel, type ViewState, type WeekChoice } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { forOutput } from '../for-output.js';
import { demandFresh } from '../freshness.js';
import { languageFor } from '../language.js';
import { formatOption, isRows, printed, type Listing, type WithFormat } from '../listing.js';
import { fetchPage } from '../page-source.js';
import { plainHead } from '../plain-head.js';
import { plainTables } from '../plain-tables.js';
import { demandPurpose, purposeOnPage, sayDisclosure } from '../purpose.js';
import { connect } from '../reader.js';
import { say, type World } from '../world.js';
import { showPages, whoLooks } from './page-screen.js';
import { grainOf, isScreen, pageOptions, pageVariables, type PageOptions } from './page.js';
import { isWithoutNumbers } from './report.js';

interface TablesOptions extends PageOptions, WithDialect, WithFormat {
  readonly grain?: GrainChoice;
  readonly week?: WeekChoice;
  /** Names, checked and separated by commas. */
  readonly panel?: string;
  readonly all: boolean;
}

/** What each page answers, in a sentence. */
const does: Readonly<Record<TablePageId, Words>> = {
  activity: { en: 'Who uses it out of those who could: active users, utilisation, seats and invites.', de: 'Wer von allen, die könnten, es nutzt: aktive Benutzer, Auslastung, Plätze und Einladungen.' },
  adoption: { en: 'What it is used for: chats, projects and artifacts day over day, rankings, connectors.', de: 'Wofür es genutzt wird: Chats, Projekte und Artefakte von Tag zu Tag, Ranglisten, Konnektoren.' },
  spend: { en: 'What it costs: month, quarter and year to date, and by model.', de: 'Was es kostet: Monat, Quartal und Jahr bis heute, und nach Modell.' },
};

/** A command for each page of tables. */
export const tablesCommands: readonly CommandDeclaration[] = tablePages.map(({ id, panels }): CommandDeclaration => {
  const [first] = panels;
  const rankings = rankingsOn(id);
  const of = rankings[0] ?? panels.find(({ form }) => form === 'keys')?.id ?? first?.id ?? '';
  return {
    name: id,
    group: 'read',
    does: does[id],
    details: [
      {
        en: 'On a terminal it is a screen of the same tables, unless a format or a panel is asked for.',
        de: 'Im Terminal ist es ein Bildschirm mit denselben Tabellen, außer es wird ein Format oder eine Tabelle verlangt.',
      },
      {
        en: 'As CSV and NDJSON every number is a line, with what it is compared with and the step between them; JSON has the reports whole. All three name everybody in a ranking.',
        de: 'Als CSV und NDJSON ist jede Zahl eine Zeile, mit dem, womit sie verglichen wird, und dem Unterschied; JSON enthält die ganzen Berichte. Alle drei nennen in einer Rangliste alle.',
      },
    ],
    options: pageOptions(
      { flags: '--grain <grain>', says: { en: 'How days are put together in the tables of days; otherwise day.', de: 'Wie Tage in den Tabellen der Tage zusammengefasst werden; sonst day.' }, choices: grainChoices },
      ...(panels.some((panel) => panel.form === 'course' && panel.calendarWeeks !== undefined)
        ? [{ flags: '--week <weeks>', says: { en: 'Weekly active users of the seven days before each day, or of the weeks of the calendar.', de: 'Wöchentlich aktive Benutzer der sieben Tage vor jedem Tag oder der Kalenderwochen.' }, choices: weekChoices, default: 'rolling' }]
        : []),
      { flags: '--panel <panels>', says: { en: 'Only these of its tables.', de: 'Nur diese ihrer Tabellen.' }, choices: panels.map((panel) => panel.id), list: true },
      ...(rankings.length === 0 ? [] : [{ flags: '--all', says: { en: 'Rankings down to their end.', de: 'Ranglisten bis zum Ende.' } }]),
      formatOption(),
      dialectOption,
    ),
    ends: [exitCodes.notPermitted, exitCodes.stale, exitCodes.nothingToShow],
    variables: pageVariables,
    examples: [
      { line: `pegel ${id} --plain`, says: { en: 'Every table.', de: 'Alle Tabellen.' } },
      { line: `pegel ${id} --panel ${of} --format csv > ${id}.csv`, says: { en: 'One of them, for a spreadsheet.', de: 'Eine davon, für eine Tabellenkalkulation.' } },
      { line: `pegel ${id} --range 90d --grain week --format md --lang de`, says: { en: 'By week, for a document in German.', de: 'Pro Woche, für ein deutsches Dokument.' } },
    ],
    run: (world: World, options: TablesOptions) => runTables(id, world, options),
  };
});

async function runTables(id: TablePageId, world: World, options: TablesOptions): Promise<void> {
  const dialect = dialectOf(world, options, options.format);
  const connection = connect(world, options);
  const language = languageFor(world, options);
  const environment = readEnvironment(world.variables);
  const isPiece = options.panel !== undefined || options.format !== 'table';
  const isLooked = !isPiece && isScreen(world, options, environment);
  const { reader, kept } = await whoLooks(world, options, environment, connection, isLooked);
  // Whoever may see nothing of it hears why from the server, which writes it down.
  const organisation: OrganisationView = { ...(reader.permissions.includes(permissionOf(id)) ? seenBy(reader) : reader.organisation), purpose: purposeOnPage(world, options, reader.organisation, language) };
  if (isLooked) {
    const state: ViewState = { ...initialView(organisation.slug), page: id, range: options.range, grain: options.grain ?? grainOf(options.range), ...chosenIn(options) };
    return showPages(world, options, { connection, environment, language, organisation, reader, kept, state });
  }
  const isData = options.format === 'json' || isRows(options.format);
  const state: ViewState = { ...initialView(organisation.slug), page: id, range: options.range, grain: options.grain ?? 'day', ...chosenIn(options), whole: isData || options.all ? rankingsOn(id) : [] };
  const whole = tablesPage(id, state, organisation, {}, language);
  const wanted = (options.panel?.split(',').map((name) => name.trim()) ?? whole.panels.map((panel) => panel.id)) as readonly TableId[]; // Only the page's own are accepted.
  const names = new Set(whole.panels.flatMap((panel) => (wanted.includes(panel.id) ? panel.queries : [])));

  const { reports, failures } = names.size === 0 ? { reports: {}, failures: [] } : await fetchPage(connection, state, organisation, [...names]);
  const model = tablesPage(id, state, organisation, reports, language);
  const shown = { ...model, panels: model.panels.filter((panel) => wanted.includes(panel.id)) };
  world.stdout.write(forOutput(world.stdout, printed(pageListing(shown, reports, options, language), options.format, dialect)));
  if (isRows(options.format)) sayDisclosure(world, options, disclosedIn(reports));
  for (const { message } of failures.slice(1)) say(world, message);
  if (failures[0] !== undefined) throw failures[0];
  if (shown.panels.some(({ purpose }) => purpose?.said === null)) demandPurpose(organisation, true, undefined, language);
  if (isNothing(shown, reports)) throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
  const contract = anyOf(reports)?.contract;
  if (contract !== undefined) demandFresh(contract, options, connection.words);
}

/** Whose numbers, and over which weeks. */
const chosenIn = ({ where, week }: TablesOptions): Pick<ViewState, 'group' | 'week'> => ({ group: where ?? null, week: week ?? 'rolling' });

/** Of reports of people, who has them and what for. */
export const disclosedIn = (reports: Reports): Disclosure | undefined => Object.values(reports).map(({ contract }) => contract.disclosure).find((disclosure) => disclosure !== undefined);

const anyOf = (reports: Reports): Report | undefined => Object.values(reports)[0];

/** Tables of a page in every format. @param panel Those that were asked for by name, which need no heading. */
export function pageListing(model: TablesPageModel, reports: Reports, { panel }: Pick<TablesOptions, 'panel'>, language: ReturnType<typeof languageFor>): Listing {
  const taken = disclosedIn(reports);
  return {
    table: () => plainTables(model, panel === undefined ? plainHead(model, reports[`${model.page}_course`], anyOf(reports), language) : [], language),
    md: () => `# ${model.title}\n\n${model.panels.map(({ title, content }) => (content === null || content.empty !== null ? `**${title}**\n\n${content?.empty ?? '–'}\n` : tableMarkdown(content.table))).join('\n')}${taken === undefined ? '' : disclosureMarkdown(taken, language)}`,
    json: () => ({ page: model.page, organisation: model.organisation, panels: model.panels.map(({ id, title, queries, content }) => ({ id, title, reason: content?.empty ?? null, reports: queries })), reports }),
    rows: () => tablesRows(model.page, model.panels.map(({ id }) => id), reports),
  };
}

/** Nothing of it may be shown, or nothing is known of any of it. A split without keys says nothing either way. */
function isNothing({ panels }: TablesPageModel, reports: Reports): boolean {
  if (panels.every(({ isWithheld }) => isWithheld)) return true;
  const told = Object.values(reports).filter(({ rows }) => rows.length > 0);
  return told.length > 0 && told.every(isWithoutNumbers);
}
