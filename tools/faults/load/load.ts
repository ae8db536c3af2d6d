import { gzipSync } from 'node:zlib';
import type { Account } from '@pegel/domain';
import type { Random } from '../../src/demo/random.js';
import { Claims } from '../oracle/claims.js';
import { Journal, type AnswerLine } from '../oracle/journal.js';
import { directoryContent } from '../oracle/ledger.js';
import type { Answer, Connection } from '../process/request.js';
import { brokenItem, eventItem, foreignItem, futureItem, loadDays, type Item } from './items.js';

/** A request that can be sent, and sent again. */
export type Prepared =
  | { readonly kind: 'events'; readonly source: string; readonly items: readonly Item[]; readonly form: 'json' | 'ndjson' | 'gzip' }
  | { readonly kind: 'directory'; readonly source: string; readonly takenAt: number; readonly purchased: number; readonly emails: readonly string[] };

/** What one delivery came to for its sender. */
export interface Delivered {
  readonly delivery: number;
  readonly outcome: AnswerLine['outcome'];
  /** Null where no answer came. */
  readonly answer: Answer | null;
}

/** Everything that is sent to one data folder, and the record of it. */
export class Load {
  readonly claims = new Claims();
  readonly #journal: Journal;
  /** Revisions that are known to be there, by source: what repeats, revisions and conflicts are made of. */
  readonly #known = new Map<string, { id: string; revision: number }[]>();
  /** Deliveries that nobody heard the end of. */
  readonly #unheard = new Map<number, Prepared>();
  #ids = 0;

  constructor(
    readonly seed: number,
    readonly ingestKey: string,
    journalFile: string,
  ) {
    this.#journal = new Journal(journalFile, (line) => this.claims.hear(line));
  }

  newId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  /** A delivery as senders make them: mostly new events, in batches of very different sizes, and now and then a directory. */
  random(random: Random, source: string, directorySource: string): Prepared {
    if (random.chance(0.06)) return this.randomDirectory(random, directorySource);
    const size = random.weighted([1, random.integer(2, 20), 100, 400], (candidate) => (candidate === 1 ? 3 : candidate <= 20 ? 5 : candidate === 100 ? 2 : 0.4));
    // The first is always new.
    const items = Array.from({ length: size }, (_, index) => (index === 0 ? eventItem(this.seed, this.newId(source), 0) : this.#randomItem(random, source)));
    return { kind: 'events', source, items, form: random.pick(['json', 'ndjson', 'gzip']) };
  }

  randomDirectory(random: Random, source: string): Prepared {
    this.#ids += 1;
    const takenAt = Date.parse(`${loadDays.from}T00:00:00Z`) + random.integer(0, 400) * 3_600_000;
    const emails = Array.from({ length: random.integer(1, 30) }, (_, index) => `person-${index}@example.com`);
    // A source may say again, and otherwise, what was at an instant; no two snapshots of a load are the same.
    return { kind: 'directory', source, takenAt, purchased: this.#ids, emails };
  }

  #randomItem(random: Random, source: string): Item {
    const known = this.#known.get(source) ?? [];
    const make = random.weighted(['new', 'repeat', 'revise', 'conflict', 'future', 'foreign', 'broken'] as const, (kind) => ({ new: 70, repeat: 8, revise: 12, conflict: 2, future: 1, foreign: 1, broken: 4 })[kind]);
    switch (make) {
      case 'new':
        return eventItem(this.seed, this.newId(source), 0);
      case 'future':
        return futureItem(this.newId('future'));
      case 'foreign':
        return foreignItem(this.newId('foreign'));
      case 'broken':
        return brokenItem(this.seed, this.newId('broken'));
      default: {
        if (known.length === 0) return eventItem(this.seed, this.newId(source), 0);
        const { id, revision } = random.pick(known);
        if (make === 'repeat') return eventItem(this.seed, id, revision);
        return make === 'revise' ? eventItem(this.seed, id, random.integer(1, 6)) : eventItem(this.seed, id, revision, 1);
      }
    }
  }

  /** Writes down what leaves, sends it, and writes down what came back. */
  async deliver(connection: Connection, prepared: Prepared): Promise<Delivered> {
    const delivery = this.#journal.nextDelivery();
    const { source } = prepared;
    if (prepared.kind === 'events') {
      this.#journal.write([
        { line: 'begin', delivery, source },
        ...prepared.items.map(({ sent }, index) => ({ line: 'sending', delivery, source, index, ...sent }) as const),
      ]);
    } else {
      const { takenAt, emails, purchased } = prepared;
      this.#journal.write([{ line: 'directory', delivery, source, takenAt, people: emails.length, content: directoryContent(purchased, emails) }]);
    }
    const answer = await this.#send(connection, prepared).catch(() => null);
    const line = answerLine(delivery, answer);
    this.#journal.write([line]);
    if (line.outcome === 'unknown') this.#unheard.set(delivery, prepared);
    if (line.outcome === 'acked' && prepared.kind === 'events') this.#remember(prepared, new Set(line.errors.map(({ index }) => index)));
    return { delivery, outcome: line.outcome, answer };
  }

  #remember({ source, items }: Extract<Prepared, { kind: 'events' }>, refused: ReadonlySet<number>): void {
    const known = this.#known.get(source) ?? [];
    // Nobody repeats the first of a delivery, so that its row always tells what became of this one.
    for (const [index, { sent }] of items.entries()) if (index > 0 && !refused.has(index)) known.push({ id: sent.id, revision: sent.revision });
    this.#known.set(source, known);
  }

  #send(connection: Connection, prepared: Prepared): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.ingestKey}`, 'pegel-source': prepared.source };
    if (prepared.kind === 'directory') {
      const { takenAt, purchased, emails } = prepared;
      const people = emails.map((email) => ({ email, status: 'active', seat: 'standard' }));
      const body = JSON.stringify({ takenAt: new Date(takenAt).toISOString(), complete: true, people, seats: { purchased } });
      return connection.ask('PUT', '/v1/directory', { ...headers, 'content-type': 'application/json' }, body);
    }
    const wires = prepared.items.map(({ wire }) => wire);
    if (prepared.form === 'json') return connection.ask('POST', '/v1/events', { ...headers, 'content-type': 'application/json' }, JSON.stringify({ events: wires }));
    const lines = wires.map((wire) => `${JSON.stringify(wire)}\n`).join('');
    const type = { ...headers, 'content-type': 'application/x-ndjson' };
    return prepared.form === 'gzip' ? connection.ask('POST', '/v1/events', { ...type, 'content-encoding': 'gzip' }, gzipSync(lines)) : connection.ask('POST', '/v1/events', type, lines);
  }

  /** Writes down what an audit found out; what nobody heard the end of is to be sent once more. */
  settle(settled: readonly { readonly delivery: number; readonly applied: boolean }[]): readonly Prepared[] {
    const again: Prepared[] = [];
    this.#journal.write(settled.map((one) => ({ line: 'settled', ...one })));
    for (const { delivery } of settled) {
      const prepared = this.#unheard.get(delivery);
      if (prepared !== undefined) again.push(prepared);
      this.#unheard.delete(delivery);
    }
    return again;
  }

  close(): void {
    this.#journal.close();
  }
}

function answerLine(delivery: number, answer: Answer | null): AnswerLine {
  if (answer === null) return { line: 'answer', delivery, outcome: 'unknown' };
  // A server that says that it does not know is believed.
  if (answer.status === 503 && answer.text.includes('not known')) return { line: 'answer', delivery, outcome: 'unknown' };
  if (answer.status !== 200) return { line: 'answer', delivery, outcome: 'refused', status: answer.status };
  const { errors, ...account } = JSON.parse(answer.text) as Account; // What 200 promises.
  return { line: 'answer', delivery, outcome: 'acked', account, errors: errors.map(({ index, code }) => ({ index, code })) };
}
