import { randomUUID } from 'node:crypto';
import type { Account, Language } from '@pegel/domain';
import type { Importer, ImportOptions as WhatToImport, ImportRun, ImportSummary } from '@pegel/importers';
import { importerNames, type ImporterName } from '@pegel/importers/names';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { mistake } from '../command-line/mistakes.js';
import { Sender } from '../delivery/sender.js';
import type { Door } from '../delivery/door.js';
import { rehearse, type Kept } from '../delivery/rehearsal.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor, languageOption, wordsFor, type WithLanguage } from '../language.js';
import { asObject, objectOptions, type WithObject } from '../listing.js';
import { ProgressLine } from '../progress-line.js';
import { demandKey, ingestKeyOption, serverUrl, urlOption } from '../reader.js';
import { safeText } from '../safe-text.js';
import { sentences, type Sentences } from '../words.js';
import { say, type World } from '../world.js';

/** What sources can be told; each takes some of it. */
const told = ['person', 'organisationId', 'columns', 'separator', 'seat', 'taken', 'partial'] as const satisfies readonly (keyof WhatToImport)[];

interface ImportOptions extends WithLanguage, Pick<WhatToImport, (typeof told)[number]>, WithObject {
  readonly url?: string;
  readonly key?: string;
  readonly dryRun: boolean;
}

/** What a run came to: what was read, and what the server made of it. */
type Outcome = ImportSummary & Omit<Account, 'droppedFields' | 'errors'>;

const problemsShown = 5;
const notesShown = 10;

export const importCommand: CommandDeclaration = {
  name: 'import',
  group: 'data',
  does: { en: 'Read what another system left or exported and send it to a server. Repeating it counts nothing twice.', de: 'Lesen, was ein anderes System hinterlassen oder exportiert hat, und an einen Server senden. Eine Wiederholung zählt nichts doppelt.' },
  details: [
    {
      en: 'Folders named by e-mail address say whose use it was: transcripts/ada@example.com/.claude/… Neither prompts nor answers leave this machine.',
      de: 'Ordner, die nach E-Mail-Adressen heißen, sagen, wessen Nutzung es war: transcripts/ada@example.com/.claude/… Weder Eingaben noch Antworten verlassen diesen Rechner.',
    },
    {
      en: 'claude-export reads the data export of claude.ai, of a person or an organisation: the zip, the folder it was unpacked to, or the folder with all the zips and their manifest.',
      de: 'claude-export liest den Datenexport von claude.ai, den einer Person oder einer Organisation: das Zip, den Ordner, in den es entpackt wurde, oder den Ordner mit allen Zips und ihrem Manifest.',
    },
    {
      en: 'claude-admin reads what the admin console of claude.ai exports as CSV: lists of members, their analytics, spend reports, audit logs. Files keep the names they were downloaded with, which say their days.',
      de: 'claude-admin liest, was die Admin-Konsole von claude.ai als CSV exportiert: Mitgliederlisten, deren Analysen, Ausgabenberichte, Audit-Logs. Die Dateien behalten die Namen, mit denen sie heruntergeladen wurden; diese sagen ihre Tage.',
    },
    {
      en: 'directory reads who belongs where: pages of SCIM 2.0, the users that Entra downloads, and any table whose columns are known or named with --columns. It says nothing of seats unless a column does, or --seat.',
      de: 'directory liest, wer wohin gehört: Seiten von SCIM 2.0, die Benutzer, die Entra herunterlädt, und jede Tabelle, deren Spalten bekannt oder mit --columns benannt sind. Über Plätze sagt es nichts, wenn es nicht eine Spalte tut oder --seat.',
    },
    {
      en: 'With --dry-run everything is tried on an empty organisation in USD that lives for a moment on this machine. It needs no address and no key.',
      de: 'Mit --dry-run wird alles an einer leeren Organisation in USD erprobt, die es für einen Augenblick auf diesem Rechner gibt. Dafür braucht es weder Adresse noch Schlüssel.',
    },
  ],
  arguments: [
    { name: '<source>', says: { en: 'What to read.', de: 'Was gelesen wird.' }, choices: importerNames },
    { name: '<path>', says: { en: 'A file or a folder.', de: 'Eine Datei oder ein Ordner.' } },
  ],
  options: [
    { flags: '--person <address>', says: { en: 'Whose use it was, where the files do not say.', de: 'Wessen Nutzung es war, wo die Dateien es nicht sagen.' } },
    { flags: '--organisation-id <uuid>', says: { en: 'Which of the organisations in the names of the files (claude-admin).', de: 'Welche der Organisationen in den Namen der Dateien (claude-admin).' } },
    { flags: '--columns <names>', says: { en: 'Which column holds what, of id, email, login, name, type, enabled, status, seat, groups, department and costCentre (directory).', de: 'Welche Spalte was enthält, von id, email, login, name, type, enabled, status, seat, groups, department und costCentre (directory).' } },
    { flags: '--separator <text>', says: { en: 'What stands between groups in one cell; otherwise ; | , and line breaks (directory).', de: 'Was in einer Zelle zwischen Gruppen steht; sonst ; | , und Zeilenumbrüche (directory).' } },
    { flags: '--seat <name>', says: { en: 'Everybody who may sign in has this seat (directory).', de: 'Alle, die sich anmelden dürfen, haben diesen Platz (directory).' } },
    { flags: '--taken <day>', says: { en: 'When the lists were taken, whatever the files are called (directory).', de: 'Von wann die Listen sind, wie auch immer die Dateien heißen (directory).' } },
    { flags: '--partial', says: { en: 'The lists are of some people only; whoever is missing stays as they were (directory).', de: 'Die Listen sind nur von manchen Personen; wer fehlt, bleibt, wie er war (directory).' } },
    { flags: '--dry-run', says: { en: 'Send nothing; say what would be stored and what refused, and why.', de: 'Nichts senden; sagen, was gespeichert und was abgelehnt würde, und warum.' } },
    urlOption,
    ingestKeyOption,
    ...objectOptions,
    languageOption,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'PEGEL_INGEST_KEY=… pegel import claude-code ~/.claude --person you@example.com', says: { en: 'What Claude Code has left on this machine, as one person’s use.', de: 'Was Claude Code auf diesem Rechner hinterlassen hat, als Nutzung einer Person.' } },
    { line: 'pegel import claude-export ./data-2026-03-20-batch-0000.zip', says: { en: 'What an organisation has exported from claude.ai.', de: 'Was eine Organisation aus claude.ai exportiert hat.' } },
    { line: 'pegel import claude-admin ./exports', says: { en: 'What somebody downloaded from the admin console: all of it from one folder.', de: 'Was jemand aus der Admin-Konsole heruntergeladen hat: alles aus einem Ordner.' } },
    { line: 'pegel import directory ./exportUsers_2026-11-22.csv', says: { en: 'The departments of everybody in Entra; seats stay what they are.', de: 'Die Abteilungen aller in Entra; die Plätze bleiben, wie sie sind.' } },
    { line: `pegel import directory ./people.csv --columns 'email="E-Mail",costCentre=KST' --taken 2026-11-22`, says: { en: 'A table with columns of its own.', de: 'Eine Tabelle mit eigenen Spalten.' } },
    { line: 'pegel import claude-code ./transcripts --dry-run', says: { en: 'See what would come of it first.', de: 'Erst sehen, was daraus würde.' } },
    { line: 'pegel import claude-code ./transcripts --json > account.json', says: { en: 'Several people, and the account of it as a file.', de: 'Mehrere Personen, und die Abrechnung als Datei.' } },
  ],
  async run(world: World, options: ImportOptions, source: ImporterName, path: string) {
    const words = wordsFor(world, options);
    const language = languageFor(world, options);
    // Price tables come with them, which no other command should wait for.
    const { ImportError, importerNamed } = await import('@pegel/importers');
    const given = whatIsTold(options, importerNamed[source], words, language);
    const open = () =>
      importerNamed[source].open(path, given).catch((error: unknown) => {
        throw error instanceof ImportError ? new Failure(exitCodes.failed, error.words[language]) : error;
      });
    if (options.dryRun) {
      const run = await open();
      // Asked before there is a folder, since Ctrl+C would leave it behind.
      const stopped = world.stopRequested();
      const rehearsal = await rehearse(world);
      const interrupted = stopped.then(() => {
        throw new Failure(exitCodes.interrupted, words.nothingSent);
      });
      try {
        const account = await Promise.race([deliver(run, doorTo(world, source, rehearsal.url, rehearsal.ingestKey, words), world), interrupted]);
        tell(run, account, await rehearsal.kept(source));
      } finally {
        await rehearsal.end();
      }
    } else {
      const door = doorFor(world, source, options);
      const run = await open();
      tell(run, await deliver(run, door, world), null);
    }

    /** @param kept What a dry run would have left behind; `null` where it was no dry run. */
    function tell(run: ImportRun, account: Account, kept: Kept | null): void {
      const { received, stored, duplicate, superseded, quarantined, rejected } = account;
      const outcome: Outcome = { ...run.summary(), received, stored, duplicate, superseded, quarantined, rejected };
      tellNotes(run, language, world);
      tellProblems(run, language, world);
      tellRefusals(account, words, world);
      if (kept !== null) say(world, words.nothingSent);
      world.stdout.write(asObject(options) ? `${JSON.stringify(kept === null ? outcome : { ...outcome, dryRun: true, kept })}\n` : `${kept === null ? words.imported(outcome) : words.wouldImport(outcome, kept)}\n`);
      if (rejected > 0) throw new Failure(exitCodes.failed, words.someRejected(rejected));
      if (received === 0 && (run.problems.length > 0 || outcome.read === 0)) throw new Failure(exitCodes.failed, words.nothingRead(path));
    }
  },
};

/** What somebody has said to a source. What it does not take is a mistake, and would be passed over in silence. */
function whatIsTold(options: ImportOptions, { name, takes = [] }: Importer, words: Sentences, language: Language): WhatToImport {
  const given = told.filter((option) => options[option] !== undefined && options[option] !== false);
  const wrong = given.find((option) => !takes.includes(option));
  if (wrong !== undefined) throw mistake(words.notTold(`--${wrong.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, name), 'pegel import', language);
  return Object.fromEntries(given.map((option) => [option, options[option]]));
}

function doorFor(world: World, source: string, options: ImportOptions): Door {
  const words = wordsFor(world, options);
  const url = serverUrl(world, options);
  const key = demandKey(options.key ?? readEnvironment(world.variables).ingestKey, words.noIngestKey, words);
  return doorTo(world, source, url, key, words);
}

const doorTo = (world: World, source: string, url: string, key: string, words: Sentences): Door => ({ url, key, source, run: randomUUID(), words, wait: (milliseconds) => world.wait(milliseconds) });

/** Reads and sends at the same time; a line on a terminal says how far it is. */
async function deliver(run: ImportRun, door: Door, world: World): Promise<Account> {
  const sender = new Sender(door);
  const startedAt = performance.now();
  const progress = new ProgressLine(world.stderr, () =>
    door.words.importing({ ...run.progress, received: sender.soFar.received, seconds: (performance.now() - startedAt) / 1000 }),
  );
  try {
    for await (const event of run.events()) await sender.add(event);
    for await (const snapshot of run.snapshots?.() ?? []) await sender.direct(snapshot);
    return await sender.finish();
  } finally {
    progress.end();
  }
}

function tellNotes({ notes = [] }: ImportRun, language: Language, world: World): void {
  for (const note of notes.slice(0, notesShown)) say(world, safeText(note[language]));
  const more = notes.length - notesShown;
  if (more > 0) say(world, sentences[language].moreProblems(more));
}

function tellProblems({ problems }: ImportRun, language: Language, world: World): void {
  for (const { file, line, element, message } of problems.slice(0, problemsShown)) {
    say(world, `${safeText(file)}${line === null ? '' : `:${line}`}${element === undefined ? '' : `#${element}`}: ${safeText(message[language])}`);
  }
  const more = problems.length - problemsShown;
  if (more > 0) say(world, sentences[language].moreProblems(more));
}

/** What the server did not take: why, in the language where the server names it, otherwise in its own words. */
function tellRefusals({ errors, quarantined, rejected }: Account, words: Sentences, world: World): void {
  for (const { id, message, refusal } of errors.slice(0, problemsShown)) say(world, `${id === null ? '' : `${safeText(id)}: `}${safeText(words.refused(refusal) ?? message)}`);
  const more = quarantined + rejected - Math.min(errors.length, problemsShown);
  if (more > 0) say(world, words.moreProblems(more));
  if (quarantined > 0) say(world, words.someQuarantined(quarantined));
}
