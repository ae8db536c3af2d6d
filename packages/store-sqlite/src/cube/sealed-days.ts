import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { bases, calendar, dayFromNumber, facts, type Organisation } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { nameNames, thingNames, type DaySegment, type Vocabulary } from './columns.js';
import { checksumOf, openingDay } from './sealing.js';

/** Raised with the form of the bytes. */
const form = 4;

/** Which day of which organisation, in which zone. */
export interface SealedDay {
  readonly ledger: number;
  readonly fact: string;
  readonly number: number;
  readonly timeZone: Organisation['timeZone'];
}

interface Row {
  readonly since: number;
  readonly until: number;
  readonly version: string;
  readonly checksum: Uint8Array;
  readonly content: Uint8Array;
}

export interface SealedDays {
  /** What there is of a day: nothing of now where another version sealed it, or it had other hours. */
  standingOf(day: SealedDay): 'sealed' | 'damaged' | 'of another version';
  /** Reads a day as it was sealed, in steps; `null` where it was not, in other hours than it has now, by another version, or is damaged. */
  reading(day: SealedDay, vocabulary: Vocabulary): Generator<void, DaySegment | null>;
  /** Whoever calls it holds a transaction in which the columns that the content was made of are what the ledger says. */
  write(day: SealedDay, content: Buffer): void;
}

/**
 * Days in the file of the ledger, made of it and thrown away by its own triggers in the transaction that changes a fact of
 * theirs: whatever stands there is what the ledger says, after whatever kind of end.
 * @param readings The statements that days are read by: what was read otherwise is no day of now.
 */
export function sealedDaysIn(database: Database, readings: readonly string[]): SealedDays {
  const version = createHash('sha256').update(JSON.stringify([form, endianness(), readings, facts, bases, thingNames, nameNames])).digest('hex').slice(0, 16);
  const read = database.prepare<[number, number, string], Row>('SELECT since_at AS since, until_at AS until, version, checksum, content FROM sealed_days WHERE organisation = ? AND day = ? AND fact = ?');
  const write = database.prepare<[number, number, string, number, number, string, Buffer, Buffer]>(
    `INSERT INTO sealed_days (organisation, day, fact, since_at, until_at, version, checksum, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (organisation, day, fact) DO UPDATE SET since_at = excluded.since_at, until_at = excluded.until_at, version = excluded.version, checksum = excluded.checksum, content = excluded.content`,
  );
  function standingOf({ ledger, number, timeZone, fact }: SealedDay, row: Row): ReturnType<SealedDays['standingOf']> {
    if (row.version !== version) return 'of another version';
    if (!checksumOf([ledger, number, fact, row.since, row.until, version], row.content).equals(row.checksum)) return 'damaged';
    const { from, to } = intervalOf(number, timeZone);
    return row.since === from && row.until === to ? 'sealed' : 'of another version';
  }
  const rowOf = ({ ledger, number, fact }: SealedDay): Row | undefined => read.get(ledger, number, fact);
  return {
    standingOf(day) {
      const row = rowOf(day);
      return row === undefined ? 'of another version' : standingOf(day, row);
    },
    *reading(day, vocabulary) {
      const row = rowOf(day);
      if (row === undefined || standingOf(day, row) !== 'sealed') return null;
      try {
        return yield* openingDay(row.content, vocabulary);
      } catch {
        // Its checksum is right, and still it does not fit: it is made anew as well.
        return null;
      }
    },
    write({ ledger, fact, number, timeZone }, content) {
      const { from, to } = intervalOf(number, timeZone);
      write.run(ledger, number, fact, from, to, version, checksumOf([ledger, number, fact, from, to, version], content), content);
    },
  };
}

const intervalOf = (number: number, timeZone: string) => {
  const day = dayFromNumber(number);
  return calendar(timeZone).intervalOf(day, day);
};
