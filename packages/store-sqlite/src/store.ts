import { setImmediate as othersFirst } from 'node:timers/promises';
import { ended, saidOf, type Answer, type Contribution, type ContributionQuestion, type Day, type Decision, type DecisionResult, type Delivery, type ErasureNote, type HeldWords, type Instant, type KnownPerson, type Organisation, type Question, type Receipt, type Since, type SourceStore, type UsageStore } from '@pegel/domain';
import { finishErasure, finishedErasure, migrate, momentsOf, turnsOf, wholeOrNot, type Database } from '@pegel/sqlite';
import { directoryAppender } from './append-directory.js';
import { eventAppender } from './append-events.js';
import { belongingTables } from './belonging-tables.js';
import { cubeBytesUsual, cubeOver } from './cube/cube.js';
import type { CubeSize } from './cube/holding.js';
import { erasedIn } from './erased.js';
import { erasingIn } from './erasing.js';
import { directoryHistories } from './directory-history.js';
import { hasSeveralDoors } from './doors.js';
import { groupCommit } from './group-commit.js';
import { ledgerReader, ledgersIn } from './ledger.js';
import { ledgerTables } from './migrations.js';
import { momentMilliseconds, unawaitedMilliseconds } from './moment-lengths.js';
import { ownerOfEmail, peopleReader } from './people.js';
import { preparingIn } from './preparing.js';
import { decidingIn, setAsideReader } from './quarantine.js';
import { activityReader } from './read-activity.js';
import { directoryContributions, readDirectory, readOpenInvites } from './read-directory.js';
import { reportedReader } from './read-reported.js';
import { readSpend, spendByUser, spendContributions } from './read-spend.js';
import { deliveryReader, sourceRecordReader } from './source-records.js';
import { stateReader } from './state.js';
import { wordsIn } from './words.js';

/** Where the ledger is: the one connection that writes, the one that is asked, and one that reads what takes long. */
export interface LedgerConnections {
  readonly database: Database;
  readonly answers: Database;
  readonly reader: Database;
  /** Hears of everybody who is erased from a copy of the file that is older than their erasure, in the transaction that does it. */
  readonly erasedAgain?: (organisation: string, held: HeldWords) => void;
  /** How much memory columns of facts may take; without any, every question is SQL. */
  readonly cubeBytes?: number;
}

export interface SqliteStore extends UsageStore, SourceStore {
  /** Has what reports of an organisation will count from in memory, without keeping others waiting for longer than a moment; resolves where the days since then are there, all of them where nothing is said, and goes on with the rest. */
  prepare(organisation: Organisation, since?: Since): Promise<void>;
  /** The same before anybody asks, in shorter moments and while nobody waits for theirs, as far as there is room; it goes first where somebody who asks needs it. */
  prepareBeforehand(organisation: Organisation): Promise<void>;
  /** Writes some of what was made of the ledger for days that are over into its file, in a moment; answers how many days are left. */
  sealDays(now: Instant): Promise<number>;
  /** How much of the ledger is in columns in memory; `null` where nothing is ever. */
  columns(): CubeSize | null;
}

/**
 * The ledger in SQLite: every fact as it came, plain SQL over them, and columns in memory for what is asked most, which
 * say the same. Answers to deliveries are given after the commit, which is synced to the disk.
 */
export function sqliteStore({ database, answers, reader, erasedAgain = () => undefined, cubeBytes = cubeBytesUsual }: LedgerConnections): SqliteStore {
  migrate(database, ledgerTables);
  const ledgers = ledgersIn(database);
  const words = wordsIn(database);
  const erased = erasedIn(database);
  const erasing = erasingIn(database, ledgers, words, erased);
  // Before anything is answered: an older copy of the file still knows whom the key file knows to be erased.
  if (wholeOrNot(database, () => database.transaction(() => erasing.catchUp(erasedAgain)).immediate()) > 0) finishedErasure(database);
  const appendEvents = eventAppender(database, ledgers, words, erased);
  const appendDirectory = directoryAppender(database, ledgers, words, erased);
  const ledgerOf = ledgerReader(answers);
  const histories = directoryHistories(answers, words);
  const tables = belongingTables(answers);
  const stateOf = stateReader(answers);
  const moments = momentsOf(answers);
  /** Whether the moment is one of which the columns do not know yet what was noted until then. */
  let isLater = false;
  const cube = cubeBytes === 0 ? null : cubeOver({ database, answers, isLater: () => isLater !== (isLater = false) }, cubeBytes);
  const activity = activityReader(answers, tables, stateOf, cube);
  const reported = reportedReader(answers);
  const peopleBehind = peopleReader(answers, words);
  const ownerOf = ownerOfEmail(answers, words);
  const sourceRecordsOf = sourceRecordReader(answers);
  const deliveriesOf = deliveryReader(answers);
  const setAside = setAsideReader(answers, ledgerOf, words);
  const decideIn = decidingIn(database, ledgers, words, erased);

  const turns = turnsOf(database, {
    begins() {
      // What is noted from here on is not committed until it is over.
      moments.end();
      beginMoment();
      cube?.catchUp();
      moments.end();
    },
    isTakenBack: forgetWords,
    isOver: () => moments.end(),
  });

  /** What is taken back was nobody's name. */
  function forgetWords(): void {
    words.forget();
    erased.forget();
  }
  /** What is read from here on is of one moment, until others have their turn. */
  function beginMoment(): void {
    if (moments.begin()) isLater = !turns.isOpen;
  }
  /** Answers as of one moment with all others that read in this turn. */
  const reading = <Asked extends readonly unknown[], Answered>(read: (...asked: Asked) => Answered) => async (...asked: Asked): Promise<Answered> => {
    beginMoment();
    return read(...asked);
  };

  // A delivery is in one transaction: its facts, their people and its account become durable together or not at all.
  const append = (organisation: Organisation, delivery: Delivery): Generator<void, Receipt> => (delivery.kind === 'events' ? appendEvents(organisation, delivery) : appendDirectory(organisation, delivery));

  const decide = database.transaction((organisation: Organisation, decision: Decision, witness: (results: readonly DecisionResult[]) => void): DecisionResult[] => {
    const results = decideIn(organisation, decision);
    witness(results);
    return results;
  });

  /** Does something by the connection that writes once no delivery is being written. It knows all that was written before, and whoever reads after it knows what it has written. */
  async function between<Result>(run: () => Result): Promise<Result> {
    await turns.idle();
    moments.end();
    beginMoment();
    try {
      return run();
    } finally {
      moments.end();
    }
  }
  const wholly = <Result>(transaction: () => Result): Promise<Result> =>
    between(() => {
      try {
        return wholeOrNot(database, transaction);
      } catch (error) {
        forgetWords();
        throw error;
      }
    });

  const appendTogether = groupCommit<Receipt>((write) => turns.run(write));
  /** What was set aside may have named somebody by a word that a delivery has shown to be one of somebody who was erased. */
  let wordsLeave: Promise<unknown> = Promise.resolve();

  const erase = database.transaction((organisation: Organisation, key: string, note: ErasureNote, witness: (held: HeldWords, number: number) => void): HeldWords | null => {
    const done = erasing.erase(organisation, key, note);
    if (done === null) return null;
    witness(done.held, done.number);
    return done.held;
  });

  const expire = database.transaction((organisation: Organisation, before: Instant, today: Day, witness: (people: number) => void): number => {
    const { ledger, history } = behind({ organisation });
    const { people } = history.of(today);
    // Everybody's words are looked at now.
    ended(words.openAll(ledger.id));
    const over = erasing.expire(organisation, before, new Set([...people].flatMap(([who, { status }]) => (status === 'removed' ? [] : [words.handleOf(who)]))));
    if (over > 0) witness(over);
    return over;
  });

  function read(question: Question): Answer {
    const { ledger, history } = behind(question);
    switch (question.fact) {
      case 'activity':
        return activity.read(question, ledger.id, history);
      case 'spend':
        return readSpend(answers, question, ledger.id, history, tables, cube);
      case 'directory':
        return readDirectory(question, history);
    }
  }

  function contributions(asked: ContributionQuestion): Contribution[] {
    const question: Question = { ...asked, where: new Map() };
    const { ledger, history } = behind(question);
    switch (question.fact) {
      case 'activity':
        return activity.contributions(question, ledger.id, history);
      case 'spend':
        return spendContributions(answers, question, ledger.id, history, tables, cube);
      case 'directory':
        return directoryContributions(question, history);
    }
  }

  /** Where what is asked is, and who belonged to what on which day. */
  function behind({ organisation }: Pick<Question, 'organisation'>) {
    const ledger = ledgerOf(organisation);
    return { ledger, history: histories.of(organisation, ledger) };
  }

  function personWithEmail(organisation: Organisation, email: string, day: Day): KnownPerson | null {
    const { ledger, history } = behind({ organisation });
    const found = ownerOf(ledger, email);
    if (found === null) return null;
    const listed = history.of(day).people.get(found.person);
    return { key: found.key, words: found.words, listed: listed === undefined ? null : saidOf(listed) };
  }

  const preparing = preparingIn({ cube, histories, ledgerOf, beginMoment, isOpen: () => database.open });

  return {
    columns: () => cube?.size() ?? null,
    prepare: preparing.prepare,
    prepareBeforehand: preparing.beforehand,
    async sealDays(now) {
      if (cube === null) return 0;
      const steps = cube.sealing(now);
      // Nobody waits for it, so that it keeps no delivery from giving others their turn, and takes nobody who reads in this one to a later moment.
      let step = await between(() => steps.next());
      for (let begun = performance.now(); step.done !== true; step = steps.next()) {
        if (performance.now() - begun < unawaitedMilliseconds) continue;
        await othersFirst();
        if (!database.open) return 0;
        begun = performance.now();
      }
      await turns.idle();
      return database.open ? between(step.value) : 0;
    },
    async append(organisation, delivery) {
      const receipt = await appendTogether(() => append(organisation, delivery));
      if (erased.haveWordsGone()) {
        const finished = finishErasure(database);
        wordsLeave = finished.catch(() => undefined);
        await finished;
      }
      // A word may be gone by a delivery that was committed with this one.
      await wordsLeave;
      return receipt;
    },
    read: reading(read),
    reported: reading((question) => reported.answers(question, ledgerOf(question.organisation).id)),
    reportedSpend: reading((question) => reported.spend(question, ledgerOf(question.organisation).id)),
    people: reading((organisation, keys) => peopleBehind(ledgerOf(organisation).id, keys)),
    personWithEmail: reading(personWithEmail),
    state: reading((organisation) => stateOf(ledgerOf(organisation).id)),
    memberships: reading((organisation, days) => behind({ organisation }).history.segments(days)),
    versionOf: reading((organisation, days) => {
      const { ledger, history } = behind({ organisation });
      const state = stateOf(ledger.id);
      // What a vendor counts by day, or several doors know of one system, hangs by more than the facts of these days.
      if (cube === null || hasSeveralDoors(organisation, state) || state.sources.some(({ dailyRuns }) => dailyRuns.length > 0)) return null;
      const facts = cube.stampOf(organisation, ledger.id, days);
      return facts === null ? null : `${history.version} ${facts}`;
    }),
    openInvites: reading((organisation, day) => {
      const { ledger, history } = behind({ organisation });
      return readOpenInvites(answers, ledger.id, organisation, day, history);
    }),
    contributions: reading(contributions),
    peopleCalled: (organisation, text) => between(() => erasing.called(organisation, text)),
    held: (organisation, key) => between(() => erasing.held(organisation, key)),
    async erase(organisation, key, note, witness = () => undefined) {
      const held = await wholly(() => erase.immediate(organisation, key, note, witness));
      if (held !== null) await finishErasure(database);
      return held;
    },
    async expire(organisation, before, today, witness = () => undefined) {
      const people = await wholly(() => expire.immediate(organisation, before, today, witness));
      if (people > 0) await finishErasure(database);
      return people;
    },
    erasureReasons: (organisation) => between(() => erasing.reasons(organisation)),
    async *spendByUser(organisation, period, since = null) {
      let begun = performance.now();
      beginMoment();
      for (const rows of spendByUser(reader, cube, organisation, ledgerOf(organisation).id, period, since)) {
        if (rows.length > 0) yield rows;
        if (performance.now() - begun < momentMilliseconds) continue;
        await othersFirst();
        beginMoment();
        begun = performance.now();
      }
    },
    deliveries: reading((organisation, question) => deliveriesOf(ledgerOf(organisation).id, question)),
    sourceRecords: reading((organisation, days) => sourceRecordsOf(ledgerOf(organisation).id, days)),
    quarantined: reading(setAside),
    decide: (organisation, decision, witness = () => undefined) => wholly(() => decide.immediate(organisation, decision, witness)),
  };
}
