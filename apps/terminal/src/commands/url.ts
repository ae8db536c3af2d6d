import type { Period } from '@pegel/domain';
import { exampleMetrics, grainChoices, initialView, pageIds, panelsOn, pinnedTo, rangeChoices, toUrl, withRange, type GrainChoice, type GroupFilter, type PageId, type RangeChoice, type ShownPanel } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { quoted } from '../command-line/mistakes.js';
import { exitCodes, Failure } from '../failure.js';
import { wordsFor } from '../language.js';
import { readerOf } from '../page-source.js';
import { asked, changeable, connect, readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';
import { groupOption, rangeFrom } from './page.js';

interface UrlOptions extends ReaderOptions {
  readonly range?: RangeChoice | Period;
  readonly grain?: GrainChoice;
  readonly where?: GroupFilter;
  readonly panel?: string;
  readonly pin: boolean;
}

export const urlCommand: CommandDeclaration = {
  name: 'url',
  group: 'read',
  does: { en: 'The link of a page, for a message or a document.', de: 'Der Link einer Seite, für eine Nachricht oder ein Dokument.' },
  details: [{ en: 'It shows newer numbers as they come; with --pin it shows these days for good.', de: 'Er zeigt neuere Zahlen, sobald sie da sind; mit --pin zeigt er dauerhaft diese Tage.' }],
  arguments: [{ name: '[page]', says: { en: 'Which one; otherwise overview.', de: 'Welche Seite; sonst overview.' }, choices: pageIds }],
  options: [
    { flags: '--range <range>', says: { en: 'Which days: a name, or two days such as 2026-10-26..2026-11-22.', de: 'Welche Tage: ein Name oder zwei Tage wie 2026-10-26..2026-11-22.' }, suggests: rangeChoices, parse: rangeFrom },
    { flags: '--grain <grain>', says: { en: 'How days are put together.', de: 'Wie Tage zusammengefasst werden.' }, choices: grainChoices },
    groupOption,
    { flags: '--panel <panel>', says: { en: 'A panel that has the page to itself.', de: 'Ein Bereich, der die Seite für sich hat.' }, suggests: pageIds.flatMap(panelsOn) },
    { flags: '--pin', says: { en: 'Ending on the last complete day, also next week.', de: 'Bis zum letzten vollständigen Tag, auch nächste Woche.' } },
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [{ line: 'pegel url spend --range 90d --pin', says: { en: 'The spend of these three months, for a document.', de: 'Die Ausgaben dieser drei Monate, für ein Dokument.' } }],
  async run(world: World, options: UrlOptions, page: PageId = 'overview') {
    const known = panelsOn(page);
    const panel: ShownPanel | null = options.panel === undefined ? null : (known.find((id) => id === options.panel) ?? null);
    if (options.panel !== undefined && panel === null) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).noPanel(quoted(options.panel), known.join(', ')));
    const connection = connect(world, options);
    const { organisation } = await readerOf(connection);
    const initial = initialView(organisation.slug, page);
    const ranged = options.range === undefined ? initial : withRange(initial, options.range);
    const state = { ...ranged, panel, grain: options.grain ?? ranged.grain, group: options.where ?? null };
    const last = options.pin ? (await asked(connection, connection.client.report.query({ ...changeable({ metrics: exampleMetrics.use.slice(0, 1), range: '7d', grain: 'day' }), organisation: organisation.slug }))).contract.completeThrough : null;
    world.stdout.write(`${connection.url}${toUrl(options.pin ? pinnedTo(state, last) : state)}\n`);
  },
};
