import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Account } from '@pegel/domain';

/** What an item must become by itself, whatever happens to its server. */
type Fate = 'kept' | 'future' | 'foreign-currency' | 'rejected';

/** One event as it was sent: what a row of the ledger must say of it. */
export interface SentItem {
  readonly id: string;
  readonly revision: number;
  readonly fate: Fate;
  readonly type: string;
  readonly at: number;
  readonly until: number;
  readonly person: string | null;
  readonly count: number | null;
  /** Digits of nano-units. */
  readonly amount: string | null;
  /** Input, output, read from and written to a cache. */
  readonly tokens: readonly [number | null, number | null, number | null, number | null];
  readonly retracted: boolean;
}

/** What opens a delivery of events. */
interface BeginLine {
  readonly line: 'begin';
  readonly delivery: number;
  readonly source: string;
}

/** One line before an event leaves; a delivery's lines are on the disk before its request is. */
export interface SendingLine extends SentItem {
  readonly line: 'sending';
  readonly delivery: number;
  readonly source: string;
  readonly index: number;
}

/** One line before a directory leaves; `content` is what must be found of it. */
export interface DirectoryLine {
  readonly line: 'directory';
  readonly delivery: number;
  readonly source: string;
  readonly takenAt: number;
  readonly people: number;
  readonly content: string;
}

/** How a delivery ended, as far as its sender knows. */
export type AnswerLine = { readonly line: 'answer'; readonly delivery: number } & (
  | { readonly outcome: 'acked'; readonly account: Omit<Account, 'errors'>; readonly errors: readonly { readonly index: number; readonly code: string }[] }
  /** The server said that it took nothing. */
  | { readonly outcome: 'refused'; readonly status: number }
  /** No answer, or half of one. */
  | { readonly outcome: 'unknown' }
);

/** What an audit found out about a delivery whose sender heard nothing. */
interface SettledLine {
  readonly line: 'settled';
  readonly delivery: number;
  readonly applied: boolean;
}

export type JournalLine = BeginLine | SendingLine | DirectoryLine | AnswerLine | SettledLine;

/** The sender's own record in a file of its own. What it has claimed survives whatever happens to the server. */
export class Journal {
  readonly #file: number;
  #deliveries = 0;

  constructor(
    readonly path: string,
    readonly hear: (line: JournalLine) => void,
  ) {
    this.#file = openSync(path, 'ax');
  }

  nextDelivery(): number {
    this.#deliveries += 1;
    return this.#deliveries;
  }

  write(lines: readonly JournalLine[]): void {
    writeSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    fsyncSync(this.#file);
    for (const line of lines) this.hear(line);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Every line of a journal, as its sender wrote them. */
export function linesIn(path: string): readonly JournalLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine); // Written above.
}
