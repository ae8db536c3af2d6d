import type { WireDirectory, WireEvent, Words } from '@pegel/domain';
import { ImportError, type Importer, type ImportOptions, type ImportRun, type Problem } from '../importer.js';
import { TalliedRun, totalOf } from '../run.js';
import { makeTally, problemsMax, type Tally } from '../tally.js';
import { activityEvents } from './activity.js';
import { auditEvents } from './audit-log.js';
import { costEvents } from './cost.js';
import { findExports, secondOf, type Export } from './find-exports.js';
import { membersDirectory } from './members.js';
import { Reading } from './reading.js';

const peopleAreNamed: Words = {
  en: 'These files name the people they tell of. Leave --person out.',
  de: 'Diese Dateien nennen die Personen, von denen sie handeln. Lassen Sie --person weg.',
};

/** The files that the admin console of claude.ai exports. */
export const claudeAdmin: Importer = {
  name: 'claude-admin',
  label: 'Claude admin console',
  // An audit log has new projects; everything else here is a number of a whole window, which covers no day.
  feeds: { types: ['project.created'], surfaces: ['chat'] },
  // That the files name everybody themselves it says in its own words.
  takes: ['person', 'organisationId'],

  async open(path, options: ImportOptions = {}) {
    if (options.person !== undefined) throw new ImportError(peopleAreNamed);
    const tally = makeTally(this.name);
    const leftOut: Problem[] = [];
    const exports = await findExports(path, options, (problem) => {
      tally.again(problem.reason);
      leftOut.push(problem);
    });
    return new AdminRun(exports, leftOut, tally);
  },
};

class AdminRun extends TalliedRun implements ImportRun {
  readonly #exports: readonly Export[];
  readonly #leftOut: readonly Problem[];

  constructor(exports: readonly Export[], leftOut: readonly Problem[], tally: Tally) {
    super(tally, totalOf(exports.map(({ file }) => file)));
    this.#exports = exports;
    this.#leftOut = leftOut;
  }

  override get problems(): readonly Problem[] {
    // What is wrong with a file that is read comes before files that are none of this source's.
    return [...this.tally.problems, ...this.#leftOut].slice(0, problemsMax);
  }

  async *events(): AsyncGenerator<WireEvent> {
    this.begin();
    for (const one of this.#exports) {
      if (one.kind === 'members') continue;
      yield* this.#eventsOf(one);
      this.progress.files += 1;
    }
  }

  #eventsOf(one: Export): AsyncGenerator<WireEvent> {
    const reading = this.#reading(one);
    if (one.period === null) return auditEvents(reading);
    return one.kind === 'spend' ? costEvents(reading, one.period) : activityEvents(reading, one.period, this.#tellsOfLastDay(one));
  }

  /** Of several windows with the same end the one that was exported last says who was active up to it. */
  #tellsOfLastDay(one: Export): boolean {
    const rivals = this.#exports.filter(({ kind, period }) => kind === 'activity' && period?.to === one.period?.to);
    const [newest] = rivals.toSorted((a, b) => secondOf(b) - secondOf(a) || ((a.period?.from ?? '') < (b.period?.from ?? '') ? -1 : 1));
    return newest === one;
  }

  async *snapshots(): AsyncGenerator<WireDirectory> {
    for (const one of this.#exports) {
      if (one.kind !== 'members' || one.period === null) continue;
      const directory = await membersDirectory(this.#reading(one), one.period.to);
      this.progress.files += 1;
      if (directory !== null) yield directory;
    }
  }

  #reading(one: Export): Reading {
    return new Reading(one, this.tally, (bytes) => {
      this.progress.bytes += bytes;
    });
  }
}
