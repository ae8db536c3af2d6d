import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { compareText, isDay, type Day, type Period, type Words } from '@pegel/domain';
import { CsvError, openCsv } from '../csv.js';
import { findFiles, type FoundFile } from '../files.js';
import { ImportError, type ImportOptions, type Problem } from '../importer.js';
import { foreignFile, kindOf, kindsOfFile, missingIn, type Kind } from './kinds.js';

/** One file that can be read, and what its name and the file system say of it. */
export interface Export {
  readonly kind: Kind;
  readonly file: FoundFile;
  /** The days it tells of; for a list of members its one day. `null` where each row has its own time. */
  readonly period: Period | null;
  readonly organisation: string | null;
  /** When the file was written, in milliseconds. Of two files of the same days the newer counts. */
  readonly writtenAt: number;
}

const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i;
const day = /\d{4}-\d{2}-\d{2}/;
const window = /(\d{4}-\d{2}-\d{2})-to-(\d{4}-\d{2}-\d{2})/;
const clockAheadMax = 24 * 60 * 60 * 1000;

/**
 * Every export below a path that is to be read, in an order that does not depend on the folder's: of each kind and period the
 * newest. What is left out is said. Throws an `ImportError` where files of two organisations, or two files of one period that
 * contradict each other, make it unclear what is right.
 */
export async function findExports(path: string, { organisationId }: ImportOptions, onProblem: (problem: Problem) => void): Promise<readonly Export[]> {
  const files = (await findFiles(path, '', onProblem)).filter(({ path: at }) => !basename(at).startsWith('.'));
  const found: Export[] = [];
  for (const file of files) {
    const recognised = await recognise(file);
    if ('kind' in recognised) found.push(recognised);
    else onProblem({ file: file.path, line: null, ...recognised });
  }
  const ours = ofOneOrganisation(found, organisationId, onProblem);
  const groups = new Map<string, Export[]>();
  for (const one of ours) {
    const subject = one.period === null ? one.file.path : `${one.kind} ${one.period.from} ${one.period.to}`;
    groups.set(subject, [...(groups.get(subject) ?? []), one]);
  }
  return Promise.all([...groups].toSorted(([a], [b]) => compareText(a, b)).map(([, group]) => newest(group, onProblem)));
}

interface LeftOut {
  readonly reason: string;
  readonly message: Words;
}

async function recognise(file: FoundFile): Promise<Export | LeftOut> {
  const name = basename(file.path);
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (ending === 'zip') return { reason: 'zip', message: zip };
  if (!['csv', 'txt', 'tsv'].includes(ending)) return { reason: 'other-file', message: ending.startsWith('xls') ? spreadsheet : otherFile };
  let header: readonly string[];
  try {
    const csv = await openCsv(file.path);
    ({ header } = csv);
    await csv.close();
  } catch (error) {
    if (error instanceof CsvError) return { reason: error.reason, message: error.words };
    if (isFromFileSystem(error)) return { reason: 'unreadable', message: unreadable };
    throw error;
  }
  const kind = kindOf(header);
  if (kind === null) return { reason: 'other-file', message: foreignFile(header) ?? otherTable };
  const missing = missingIn(header, kind);
  if (missing.length > 0) return { reason: 'missing-column', message: missingColumns(missing) };
  const { dated } = kindsOfFile[kind];
  const period = dated === null ? null : dated === 'day' ? oneDay(name) : fromTo(name);
  if (dated !== null && period === null) return { reason: 'no-dates', message: noDates(kindsOfFile[kind].example) };
  const { mtimeMs: writtenAt } = await stat(file.path);
  // Its revision would be one that no later export could replace.
  if (writtenAt > Date.now() + clockAheadMax) return { reason: 'clock-ahead', message: clockAhead };
  return { kind, file, period, organisation: uuid.exec(name)?.[0].toLowerCase() ?? null, writtenAt };
}

export const isFromFileSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function oneDay(name: string): Period | null {
  // The id of an organisation may hold what looks like a date.
  const found: Day | undefined = day.exec(name.replace(uuid, ''))?.[0];
  return found !== undefined && isDay(found) && !window.test(name) ? { from: found, to: found } : null;
}

function fromTo(name: string): Period | null {
  const [, from = '', to = ''] = window.exec(name.replace(uuid, '')) ?? [];
  return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
}

/** Numbers of two organisations would replace each other, since a window has one. */
function ofOneOrganisation(found: readonly Export[], chosen: string | undefined, onProblem: (problem: Problem) => void): readonly Export[] {
  const id = chosen?.toLowerCase();
  const named = new Map(found.flatMap((one) => (one.organisation === null ? [] : [[one.organisation, one]])));
  if (id !== undefined) {
    if (!named.has(id)) throw new ImportError(noSuchOrganisation(id, [...named.keys()].sort()));
    const [ours, theirs] = [found.filter(({ organisation }) => organisation === null || organisation === id), found.filter(({ organisation }) => organisation !== null && organisation !== id)];
    for (const { file } of theirs) onProblem({ file: file.path, line: null, reason: 'other-organisation', message: ofAnother });
    return ours;
  }
  const [first, second] = [...named.values()].sort((a, b) => ((a.organisation ?? '') < (b.organisation ?? '') ? -1 : 1));
  if (first && second) throw new ImportError(twoOrganisations(first, second));
  return found;
}

/** Of several files of the same days the newest; copies count once, and where it cannot be known which is newer nothing does. */
async function newest(group: readonly Export[], onProblem: (problem: Problem) => void): Promise<Export> {
  const [best, ...others] = group.toSorted((a, b) => secondOf(b) - secondOf(a) || copyOf(b) - copyOf(a) || (a.file.path < b.file.path ? -1 : 1));
  if (!best) throw new RangeError('A group has a file.');
  const content = others.length === 0 ? '' : await contentOf(best);
  for (const other of others) {
    const isCopy = (await contentOf(other)) === content;
    // A browser numbers what it saves later, and copying files makes all of them new.
    if (!isCopy && (secondOf(other) === secondOf(best) || copyOf(other) > copyOf(best))) throw new ImportError(whichIsNewer(best, other));
    onProblem({ file: other.file.path, line: null, reason: isCopy ? 'copy' : 'older-export', message: isCopy ? copyIs(best) : olderThan(best) });
  }
  return best;
}

/** What a revision is made of. */
export const secondOf = ({ writtenAt }: Export): number => Math.max(0, Math.floor(writtenAt / 1000));

/** The number a browser adds to a name that is taken. */
const copyOf = ({ file }: Export): number => Number(/ \((\d{1,6})\)\.[^.]+$/.exec(file.path)?.[1] ?? 0);

async function contentOf({ file }: Export): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer); // Without an encoding a stream gives buffers.
  return hash.digest('hex');
}

const zip: Words = {
  en: 'An archive. Audit logs come in one: unpack it and put the CSV file here. The data export of everything is another source: pegel import claude-export.',
  de: 'Ein Archiv. Audit-Logs kommen in einem: Entpacken Sie es und legen Sie die CSV-Datei hierher. Der Datenexport von allem ist eine andere Quelle: pegel import claude-export.',
};
const spreadsheet: Words = { en: 'A spreadsheet. Only CSV files as the console exports them are read, since saving them again changes their numbers.', de: 'Eine Tabellenkalkulation. Nur CSV-Dateien, wie die Konsole sie exportiert, werden gelesen, da erneutes Speichern ihre Zahlen verändert.' };
const otherFile: Words = { en: 'This is no CSV file, and is not read.', de: 'Das ist keine CSV-Datei; sie wird nicht gelesen.' };
const otherTable: Words = { en: 'Its columns are those of no file that the admin console exports.', de: 'Ihre Spalten sind die keiner Datei, die die Admin-Konsole exportiert.' };
const unreadable: Words = { en: 'The file cannot be read.', de: 'Die Datei lässt sich nicht lesen.' };
const clockAhead: Words = { en: 'The file says that it was written in the future, so no later export could replace its numbers. Correct the time of the file.', de: 'Die Datei gibt an, in der Zukunft geschrieben worden zu sein; kein späterer Export könnte ihre Zahlen ersetzen. Berichtigen Sie den Zeitpunkt der Datei.' };
const ofAnother: Words = { en: 'It belongs to another organisation than the one that was asked for.', de: 'Sie gehört einer anderen Organisation als der verlangten.' };

const listed = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
const missingColumns = (names: readonly string[]): Words => ({ en: `Columns are missing: ${listed(names)}. Export the file again and leave it as it is.`, de: `Es fehlen Spalten: ${listed(names)}. Exportieren Sie die Datei neu und lassen Sie sie, wie sie ist.` });
const noDates = (example: string): Words => ({
  en: `Only the name of such a file says which days it tells of, and this one does not. Give it the name it was downloaded with, such as ${example}.`,
  de: `Nur der Name einer solchen Datei sagt, von welchen Tagen sie handelt, und dieser sagt es nicht. Geben Sie ihr den Namen, mit dem sie heruntergeladen wurde, etwa ${example}.`,
});
const noSuchOrganisation = (id: string, names: readonly string[]): Words => ({
  en: `No file here is of the organisation ${id}. The names of the files speak of: ${names.join(', ') || 'none'}.`,
  de: `Keine Datei hier gehört zur Organisation ${id}. Die Namen der Dateien nennen: ${names.join(', ') || 'keine'}.`,
});
const twoOrganisations = (first: Export, second: Export): Words => ({
  en: `The files are of two organisations, ${first.organisation} (${basename(first.file.path)}) and ${second.organisation} (${basename(second.file.path)}). Choose one with --organisation-id ${first.organisation}. Nothing was sent.`,
  de: `Die Dateien gehören zu zwei Organisationen, ${first.organisation} (${basename(first.file.path)}) und ${second.organisation} (${basename(second.file.path)}). Wählen Sie eine mit --organisation-id ${first.organisation}. Nichts wurde gesendet.`,
});
const whichIsNewer = (one: Export, other: Export): Words => ({
  en: `${one.file.path} and ${other.file.path} tell of the same days and differ, and the times of the files do not say which is newer. Remove the older one. Nothing was sent.`,
  de: `${one.file.path} und ${other.file.path} handeln von denselben Tagen und unterscheiden sich, und die Zeitpunkte der Dateien sagen nicht, welche neuer ist. Entfernen Sie die ältere. Nichts wurde gesendet.`,
});
const copyIs = (best: Export): Words => ({ en: `The same as ${basename(best.file.path)}, which is read.`, de: `Dieselbe wie ${basename(best.file.path)}; jene wird gelesen.` });
const olderThan = (best: Export): Words => ({ en: `${basename(best.file.path)} tells of the same days and is newer.`, de: `${basename(best.file.path)} handelt von denselben Tagen und ist neuer.` });
