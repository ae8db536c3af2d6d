import { basename, resolve } from 'node:path';
import { formatInstant, shown, type WireDirectory, type WireEvent, type Words } from '@pegel/domain';
import { ImportError, type Importer, type ImportOptions, type ImportRun } from '../importer.js';
import { isKey } from '../keys.js';
import { TalliedRun, totalOf } from '../run.js';
import { makeTally, type Tally } from '../tally.js';
import { mappingOf, type Mapping, type Target } from './columns.js';
import { instantFrom } from './dates.js';
import { understand, type Fault, type Raw } from './entry.js';
import { datedFiles, type DatedFiles } from './files.js';
import { Bounds, directoryLimits, ListTooLarge } from './limits.js';
import { columnsNote, listNote } from './notes.js';
import { gather, type Place, type Placed } from './people.js';
import { contradiction, faultIn, listTooLarge, missingPages, nobodyListed, notComplete, reasons, saysNothing, type Reason } from './reasons.js';
import { ScimList } from './scim-list.js';
import { readScim, ScimError } from './scim.js';
import { fieldsOf, snapshotsOf } from './snapshots.js';
import { openTable, rawOf } from './table.js';

/** Lists of an organisation's people: SCIM, what Entra downloads, and any table. */
export const directory: Importer = {
  name: 'directory',
  label: 'Directory',
  feeds: { types: [], surfaces: [] },
  takes: ['columns', 'separator', 'seat', 'taken', 'partial'],

  async open(path, options = {}) {
    const tally = makeTally(this.name);
    const settings = settingsOf(options);
    const lists = await datedFiles(path, settings.taken, tally.skip);
    for (const file of lists.flatMap(({ files }) => files)) {
      if (file.kind !== 'table') continue;
      // What was said of columns has to fit every table, before anything is sent.
      const table = await openTable(file.path, settings.mapping);
      if (table.columns === null) continue;
      await table.close();
      if (settings.seat !== undefined && table.columns.has('seat')) throw new ImportError(seatTwice(table.columns.get('seat')?.[0] ?? '', file.path));
    }
    return new DirectoryRun(resolve(path), lists, settings, tally);
  },
};

interface Settings {
  readonly mapping: Mapping;
  readonly separator: string | undefined;
  readonly seat: string | undefined;
  readonly taken: number | null;
  readonly isPartial: boolean;
}

function settingsOf({ columns, separator, seat, taken, partial = false }: ImportOptions): Settings {
  const at = taken === undefined ? null : instantFrom(taken);
  if (taken !== undefined && at === null) throw new ImportError({
    en: `${shown(taken)} is neither a day such as 2026-11-22 nor an instant such as 2026-11-22T09:30:00Z.`,
    de: `${shown(taken)} ist weder ein Tag wie 2026-11-22 noch ein Zeitpunkt wie 2026-11-22T09:30:00Z.`,
  });
  if (seat !== undefined && !isKey(seat)) throw new ImportError({ en: 'A seat is a text of at most 200 characters that does not begin with "@".', de: 'Ein Platz ist ein Text von höchstens 200 Zeichen, der nicht mit „@“ beginnt.' });
  if (separator === '') throw new ImportError({ en: 'What separates groups cannot be empty.', de: 'Was Gruppen trennt, kann nicht leer sein.' });
  return { mapping: columns === undefined ? new Map() : mappingOf(columns), separator, seat, taken: at, isPartial: partial };
}

const seatTwice = (column: string, file: string): Words => ({
  en: `The column ${shown(column)} of ${file} says who has a seat, and so does --seat. Leave one out; --columns seat= leaves out the column.`,
  de: `Die Spalte ${shown(column)} in ${file} sagt, wer einen Platz hat, und --seat auch. Lassen Sie eines weg; --columns seat= lässt die Spalte weg.`,
});

/** What the fields of a user are called in SCIM. */
const scimNames: Readonly<Record<keyof Raw, string>> = {
  id: 'id', emails: 'emails', login: 'userName', name: 'displayName', type: 'userType', enabled: 'active', status: 'active', seat: 'entitlements', groups: 'groups', department: 'department', costCentre: 'costCenter',
};

class DirectoryRun extends TalliedRun implements ImportRun {
  readonly #root: string;
  readonly #lists: readonly DatedFiles[];
  readonly #settings: Settings;
  readonly notes: Words[] = [];
  /** Whether everybody in the list that is being read could be read. */
  #isWhole = true;
  #bounds = new Bounds();

  constructor(root: string, lists: readonly DatedFiles[], settings: Settings, tally: Tally) {
    super(tally, totalOf(lists.flatMap((list) => list.files)));
    this.#root = root;
    this.#lists = lists;
    this.#settings = settings;
  }

  /** Who has a department has done nothing yet. */
  async *events(): AsyncGenerator<WireEvent> {}

  async *snapshots(): AsyncGenerator<WireDirectory> {
    this.begin();
    for (const list of this.#lists) {
      try {
        yield* this.#readList(list);
      } catch (error) {
        if (!(error instanceof ListTooLarge)) throw error;
        this.tally.skip({ file: this.#root, line: null, reason: 'list-too-large', message: listTooLarge(dayOf(list)) });
      }
    }
  }

  async *#readList({ takenAt, files }: DatedFiles): AsyncGenerator<WireDirectory> {
    this.#isWhole = true;
    this.#bounds = new Bounds();
    const rows: Placed[] = [];
    const scim = new ScimList();
    for (const { path, kind } of files) {
      try {
        if (kind === 'table') await this.#readTable(path, rows);
        else await this.#readPage(path, scim);
        this.tally.file();
      } catch (error) {
        if (!isFromFileSystem(error)) throw error;
        this.#lose('unreadable', path);
      }
      this.progress.files += 1;
    }
    this.#takeUsers(scim, rows);

    const { people, contradicted, sharing } = gather(rows);
    for (const { place, before } of contradicted) {
      this.#isWhole = false;
      this.#tell('contradiction', place, contradiction(textOf(before)));
    }
    for (const place of sharing) this.#tell('shared-address', place, reasons['shared-address']);
    const known = people.filter(({ groups }) => groups.length <= directoryLimits.groups);
    if (known.length < people.length) this.#isWhole = false;
    this.#tellOnce('too-many-groups', people.length - known.length);
    const members = known.filter(({ isGuest, seat }) => !isGuest || (seat !== undefined && seat !== null));
    this.#tellOnce('guest', known.length - members.length);

    const day = dayOf({ takenAt });
    const complete = this.#isWhole && !this.#settings.isPartial;
    const list = { takenAt, complete, people: members, seat: this.#settings.seat, groupsAreWhole: scim.groupsAreWhole };
    const fields = fieldsOf(list);
    let seats = 0;
    let isSent = false;
    for (const snapshot of snapshotsOf(list)) {
      isSent = true;
      for (const { seat, status } of snapshot.people ?? []) if (status === 'active' && seat !== undefined) seats += 1;
      yield snapshot;
    }
    if (isSent) {
      this.notes.push(listNote(day, members.length, seats, fields));
      if (!this.#isWhole && !this.#settings.isPartial && fields.length > 0) this.tally.skip({ file: this.#root, line: null, reason: 'not-complete', message: notComplete(day, fields.includes('seat')) });
    } else if (this.#isWhole && rows.length > 0) this.tally.skip({ file: this.#root, line: null, reason: 'says-nothing', message: saysNothing(day) });
    else if (this.problems.length === 0) this.tally.skip({ file: this.#root, line: null, reason: 'nobody-listed', message: nobodyListed(day) });
  }

  async #readTable(path: string, rows: Placed[]): Promise<void> {
    const { mapping, seat, separator } = this.#settings;
    const table = await openTable(path, mapping, (bytes) => {
      this.progress.bytes += bytes;
    });
    if (table.columns === null) {
      // What names nobody is no part of the list; what cannot be read may be.
      if (table.reason !== 'unknown-columns') this.#isWhole = false;
      return this.tally.skip({ file: path, line: null, reason: table.reason, message: table.message });
    }
    const { columns } = table;
    this.notes.push(columnsNote(path, columns));
    // Somebody's employer has states of its own: it is one of seats where the list speaks of them, or somebody says so.
    const hasStatus = columns.has('status') && (columns.has('seat') || seat !== undefined || mapping.has('status'));
    const hasIds = mapping.get('id') !== '';
    for await (const row of table.rows()) {
      this.tally.line();
      const place = { file: path, line: row.line, element: null };
      if (row.record === null) {
        this.#isWhole = false;
        this.#tell(row.reason, place, row.message);
      } else this.#take(rawOf(row.record, columns, separator, { hasStatus, hasIds }), place, rows, (field) => columns.get(field === 'emails' ? 'email' : (field satisfies Target))?.[0] ?? field);
    }
  }

  async #readPage(path: string, scim: ScimList): Promise<void> {
    try {
      const page = await readScim(path, (bytes) => {
        this.progress.bytes += bytes;
      });
      for (let read = page.users.length + page.groups.length + page.ambiguous.length; read > 0; read -= 1) this.tally.line();
      for (const number of page.ambiguous) this.#lose('ambiguous', path, number);
      if (page.ambiguous.length > 0) scim.loseGroups();
      for (const group of scim.add(path, page)) this.#tell('bad-group', { file: path, line: null, element: group }, faultIn('bad-group', 'displayName'));
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      if (error.fault === 'not-scim') return this.#tell(error.fault, { file: path, line: null, element: null }, reasons[error.fault]);
      scim.loseGroups();
      this.#lose(error.fault, path);
    }
  }

  #takeUsers(scim: ScimList, rows: Placed[]): void {
    const { users, unknownMembers, missing } = scim.finish();
    for (const { raw, place } of users) this.#take(raw, place, rows, (field) => scimNames[field]);
    this.#tellOnce('unknown-member', unknownMembers);
    for (const { kind, there, total } of missing) {
      if (kind === 'users') this.#isWhole = false;
      this.tally.skip({ file: this.#root, line: null, reason: 'missing-pages', message: missingPages(kind, there, total) });
    }
  }

  /** Takes somebody in. Whoever is left out for what cannot be read may be anybody; who is named by nothing is nobody of the assistant. */
  #take(raw: Raw, place: Place, rows: Placed[], nameOf: (field: keyof Raw) => string): void {
    const understood = understand(raw);
    const faults: readonly Fault[] = understood.entry !== null ? understood.faults : understood.why === 'nobody' ? [] : [understood.why];
    for (const { reason, field } of faults) this.#tell(reason, place, faultIn(reason, nameOf(field)));
    if (understood.entry !== null) {
      this.#bounds.add(understood.entry.groups.length);
      rows.push({ entry: understood.entry, place });
    } else if (understood.why === 'nobody') this.#tell('nobody', place, reasons.nobody);
    else this.#isWhole = false;
  }

  #lose(reason: Reason, file: string, element: number | null = null): void {
    this.#isWhole = false;
    this.#tell(reason, { file, line: null, element }, reasons[reason]);
  }

  #tell(reason: string, { file, line, element }: Place, message: Words): void {
    this.tally.skip({ file, line, ...(element === null ? {} : { element }), reason, message });
  }

  /** Says once what is true of several. */
  #tellOnce(reason: Reason, times: number): void {
    if (times > 0) this.tally.skip({ file: this.#root, line: null, reason, message: reasons[reason] });
    for (let more = times; more > 1; more -= 1) this.tally.again(reason);
  }
}

const dayOf = ({ takenAt }: Pick<DatedFiles, 'takenAt'>): string => formatInstant(takenAt).slice(0, 10);

/** A place for a sentence about another one. */
const textOf = ({ file, line, element }: Place): string => `${basename(file)}${line === null ? '' : `:${line}`}${element === null ? '' : `#${element}`}`;

const isFromFileSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
