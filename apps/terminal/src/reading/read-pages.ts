import { createInterface } from 'node:readline';
import { languages, type Language } from '@pegel/domain';
import { explainOnPage, pageIds, rangeChoices, tablePages, toPage, toUrl, withRange, wordsIn, type OrganisationView, type PageId, type Reports, type ViewState } from '@pegel/presentation';
import { exitCodes } from '../failure.js';
import { inviteCountsFor } from '../invite-counts.js';
import { fetchPage } from '../page-source.js';
import { failureFrom, leftAs, type Connection } from '../reader.js';
import { safeText } from '../safe-text.js';
import { placeIds, placeTabs } from '../screens/places.js';
import { say, type World } from '../world.js';
import { explanationRead, pageRead, panelRead, type Lead, type PageRead } from './page-read.js';
import { readingWords } from './words.js';

interface Heard {
  readonly connection: Connection;
  readonly language: Language;
  readonly organisation: OrganisationView;
  readonly state: ViewState;
  readonly notice: string;
}

/** A page, and what it was made from. */
interface Told extends PageRead {
  readonly state: ViewState;
  readonly reports: Reports;
}

/**
 * The pages for whoever listens: lines that follow each other and are never drawn again, and a prompt that takes a word.
 * The last line is a link to what was last heard. It ends with q, and with the end of what is typed.
 */
export async function readPages(world: World, { connection, language, organisation, state, notice }: Heard): Promise<void> {
  const words = readingWords[language];
  const tell = (lines: readonly string[]) => void world.stdout.write(lines.map((line) => `${safeText(line).replaceAll('\u00A0', ' ')}\n`).join(''));
  const asked = words.ask(pageIds.map((page) => titleOf(page, language)).join(', '), rangeChoices.join(', '));
  const open = async (next: ViewState): Promise<Told> => {
    const [{ reports, failures }, invites] = await Promise.all([fetchPage(connection, next, organisation), inviteCountsFor(connection, next, organisation)]);
    for (const { message } of failures) say(world, message);
    const told = { ...pageRead(next, organisation, reports, language, invites), state: next, reports };
    tell([...told.lines, asked]);
    return told;
  };
  if (notice !== '') tell([notice]);
  let here = await open(state);
  const lead = async (to: Lead): Promise<void> => {
    if (to.kind === 'go') here = await open(to.state);
    else if (to.kind === 'explain') tell(explanationRead(explainOnPage(to.explained, here.state, organisation, here.reports, language)));
    else {
      // A ranking that has the page to itself is told down to its end.
      const alone = { ...here.state, panel: to.panel as ViewState['panel'] }; // The page has named it.
      tell(panelRead(to.panel, alone, organisation, (await fetchPage(connection, alone, organisation)).reports, language));
    }
  };
  const obey = async (typed: string): Promise<void> => {
    const to = /^\d+$/.test(typed) ? here.leads[Number(typed) - 1] : undefined;
    const page = pageTyped(typed);
    const range = rangeChoices.find((choice) => choice === typed.toLowerCase());
    if (to !== undefined) return lead(to);
    if (/^\d+$/.test(typed)) return tell([words.noNumber(typed, here.leads.length)]);
    if (typed === '') return tell([...here.lines, asked]);
    if (typed === '?') return tell([asked]);
    if (typed.toLowerCase() === 'r') here = await open(here.state);
    else if (range !== undefined) here = await open({ ...withRange(here.state, range), end: null });
    else if (page !== null) here = await open(toPage(here.state, page));
    else tell([isPlace(typed) ? words.elsewhere : words.notUnderstood(typed.slice(0, typedMax))]);
  };
  const input = createInterface({ input: world.stdin, terminal: false });
  const prompt = () => void world.stdout.write('> ');
  try {
    prompt();
    for await (const line of input) {
      const typed = line.trim();
      if (typed.toLowerCase() === 'q') break;
      try {
        await obey(typed);
      } catch (error) {
        const failure = failureFrom(error, connection);
        // Who may see nothing any more is told nothing any more.
        if (failure.exitCode === exitCodes.notPermitted) throw leftAs(failure, `${connection.url}${toUrl(here.state)}`, connection.words);
        say(world, failure.message);
      }
      prompt();
    }
  } finally {
    input.close();
  }
  tell(['', `${connection.url}${toUrl(here.state)}`]);
}

const typedMax = 60;
/** Shorter words begin too many names. */
const leastLetters = 3;

const titleOf = (page: PageId, language: Language): string => tablePages.find(({ id }) => id === page)?.title[language] ?? wordsIn(language).nav.overview;

const begins = (typed: string, names: readonly string[]): boolean => typed.length >= leastLetters && names.some((name) => name.toLowerCase().startsWith(typed.toLowerCase()));

/** A page by its name in any language, or how that begins. */
const pageTyped = (typed: string): PageId | null => pageIds.find((page) => begins(typed, [page, ...languages.map((language) => titleOf(page, language))])) ?? null;

const isPlace = (typed: string): boolean => placeIds.some((place) => begins(typed, [place, ...languages.map((language) => placeTabs[place][language])]));
