import type { Complaint } from './complaint.js';
import type { AnswerLine, DirectoryLine, JournalLine, SendingLine, SentItem } from './journal.js';

/** What one revision of an event must, may and must not be. */
interface RevisionClaim {
  /** Acknowledged content: exactly one row says this. */
  kept: string | null;
  /** Content that nobody was told the end of, with how many deliveries it travels in. */
  readonly possible: Map<string, number>;
}

interface SetAside {
  readonly acked: Set<string>;
  readonly possible: Set<string>;
}

/** A delivery on its way, or one that nobody heard the end of. */
export interface OpenDelivery {
  readonly delivery: number;
  readonly source: string;
  readonly items: SendingLine[];
  readonly directory: DirectoryLine | null;
}

/** What the accounts of all deliveries that were taken in must add up to. */
export interface Taken {
  deliveries: number;
  received: number;
}

export interface DirectoryClaim {
  acked: string | null;
  readonly possible: Set<string>;
}

/** What a row must say, as text. */
export const contentOf = ({ type, at, until, person, count, amount, tokens, retracted }: SentItem): string =>
  [type, at, until, person ?? '', count ?? '', amount ?? '', ...tokens.map((number) => number ?? ''), retracted ? 1 : 0].join('|');

export const keyOf = (source: string, id: string): string => `${source}\n${id}`;

/** Everything that senders may hold a ledger to, from the lines of their journal alone. */
export class Claims {
  readonly events = new Map<string, Map<number, RevisionClaim>>();
  /** Per event, revision and code. */
  readonly setAside = new Map<string, SetAside>();
  readonly refused = new Set<string>();
  readonly directories = new Map<string, DirectoryClaim>();
  readonly open = new Map<number, OpenDelivery>();
  readonly unknown = new Set<number>();
  readonly taken = { events: { deliveries: 0, received: 0 } satisfies Taken, directory: { deliveries: 0, received: 0 } satisfies Taken };
  /** What was wrong with the answers themselves. */
  readonly complaints: Complaint[] = [];
  readonly counts = { deliveries: 0, acked: 0, unknown: 0, unheardAndThere: 0, refused: 0, eventsSent: 0, eventsAcked: 0 };
  /** In how many deliveries a revision has travelled. */
  readonly #travels = new Map<string, number>();

  hear(line: JournalLine): void {
    switch (line.line) {
      case 'begin':
        this.counts.deliveries += 1;
        this.open.set(line.delivery, { delivery: line.delivery, source: line.source, items: [], directory: null });
        return;
      case 'sending':
        return this.#sending(line);
      case 'directory':
        this.counts.deliveries += 1;
        this.open.set(line.delivery, { delivery: line.delivery, source: line.source, items: [], directory: line });
        this.directoryClaim(line).possible.add(line.content);
        return;
      case 'answer':
        return this.#answer(line);
      case 'settled':
        return this.#settled(line.delivery, line.applied);
    }
  }

  /** Whether no other delivery ever carried this revision, so that its row tells what became of this one. */
  isFresh(line: SendingLine): boolean {
    return this.#travels.get(revisionKeyOf(line)) === 1;
  }

  directoryClaim({ source, takenAt }: Pick<DirectoryLine, 'source' | 'takenAt'>): DirectoryClaim {
    return ensured(this.directories, keyOf(source, String(takenAt)), () => ({ acked: null, possible: new Set() }));
  }

  #sending(line: SendingLine): void {
    const { delivery, source, id, revision, fate } = line;
    this.#openOf(delivery).items.push(line);
    this.counts.eventsSent += 1;
    const key = revisionKeyOf(line);
    this.#travels.set(key, (this.#travels.get(key) ?? 0) + 1);
    if (fate === 'kept') {
      const { possible } = this.#revision(source, id, revision);
      possible.set(contentOf(line), (possible.get(contentOf(line)) ?? 0) + 1);
      // Whether it is another content than the one that stands is for the server to say.
      this.#aside(line, 'conflict').possible.add(contentOf(line));
    } else if (fate !== 'rejected') {
      this.#aside(line, fate).possible.add(contentOf(line));
    } else {
      this.refused.add(keyOf(source, id));
    }
  }

  #openOf(delivery: number): OpenDelivery {
    const open = this.open.get(delivery);
    if (open === undefined) throw new Error(`The journal speaks of delivery ${delivery} before it began.`);
    return open;
  }

  #revision(source: string, id: string, revision: number): RevisionClaim {
    const revisions = ensured(this.events, keyOf(source, id), () => new Map<number, RevisionClaim>());
    return ensured(revisions, revision, () => ({ kept: null, possible: new Map() }));
  }

  #aside(line: Pick<SendingLine, 'source' | 'id' | 'revision'>, code: string): SetAside {
    return ensured(this.setAside, asideKeyOf(line, code), () => ({ acked: new Set(), possible: new Set() }));
  }

  #answer(answer: AnswerLine): void {
    const { delivery, outcome } = answer;
    const open = this.#openOf(delivery);
    this.counts[outcome] += 1;
    if (outcome === 'unknown') return void this.unknown.add(delivery);
    this.open.delete(delivery);
    if (outcome === 'refused') return this.#forget(open);

    const codes = new Map(answer.errors.map(({ index, code }) => [index, code]));
    const { received, stored, duplicate, superseded, quarantined, rejected } = answer.account;
    if (received !== stored + duplicate + superseded + quarantined + rejected) this.#complain(delivery, `received ${received} is not the sum of its parts`);
    if (answer.errors.length !== codes.size) this.#complain(delivery, 'an item has two reasons');
    if (open.directory !== null) {
      const { directory } = open;
      const claim = this.directoryClaim(directory);
      claim.acked = directory.content;
      claim.possible.clear();
      this.#takeIn('directory', directory.people);
      if (received !== directory.people) this.#complain(delivery, `${directory.people} people were sent, ${received} received`);
      return;
    }
    this.#takeIn('events', open.items.length);
    this.counts.eventsAcked += open.items.length;
    if (received !== open.items.length) this.#complain(delivery, `${open.items.length} events were sent, ${received} received`);
    for (const line of open.items) this.#answered(line, codes.get(line.index) ?? null);
  }

  #answered(line: SendingLine, code: string | null): void {
    const content = contentOf(line);
    const { fate } = line;
    const isRight = fate === 'kept' ? code === null || code === 'conflict' : fate === 'rejected' ? code !== null && !setAsideCodes.has(code) : code === fate;
    if (!isRight) this.#complain(line.delivery, `${JSON.stringify(line.id)} should be ${fate} and was answered with ${code ?? 'no reason'}`);
    if (fate === 'rejected') return;
    if (code !== null) {
      this.#aside(line, code).acked.add(content);
      if (fate === 'kept') this.#release(line);
      return;
    }
    this.#release(line);
    const claim = this.#revision(line.source, line.id, line.revision);
    if (claim.kept !== null && claim.kept !== content) this.#complain(line.delivery, `two contents of ${JSON.stringify(line.id)}, revision ${line.revision}, were both taken`);
    claim.kept ??= content;
  }

  /** What a refused delivery carried must not be there, unless another one brought it. */
  #forget(open: OpenDelivery): void {
    if (open.directory !== null) this.directoryClaim(open.directory).possible.delete(open.directory.content);
    for (const line of open.items) if (line.fate === 'kept') this.#release(line);
  }

  #release(line: SendingLine): void {
    const { possible } = this.#revision(line.source, line.id, line.revision);
    const left = (possible.get(contentOf(line)) ?? 0) - 1;
    if (left > 0) possible.set(contentOf(line), left);
    else possible.delete(contentOf(line));
  }

  #settled(delivery: number, applied: boolean): void {
    const open = this.#openOf(delivery);
    this.open.delete(delivery);
    this.unknown.delete(delivery);
    if (applied) this.counts.unheardAndThere += 1;
    if (applied) this.#takeIn(open.directory === null ? 'events' : 'directory', open.directory?.people ?? open.items.length);
    if (!applied) return this.#forget(open);
    if (open.directory !== null) {
      const claim = this.directoryClaim(open.directory);
      claim.acked = open.directory.content;
      claim.possible.clear();
    }
    // What is known to be there must stay there.
    for (const line of open.items) {
      if (line.fate !== 'kept') continue;
      const claim = this.#revision(line.source, line.id, line.revision);
      if (this.isFresh(line)) claim.kept ??= contentOf(line);
      this.#release(line);
    }
  }

  #takeIn(kind: keyof Claims['taken'], received: number): void {
    this.taken[kind].deliveries += 1;
    this.taken[kind].received += received;
  }

  #complain(delivery: number, what: string): void {
    this.complaints.push({ kind: 'unaccounted', what: `delivery ${delivery}: ${what}` });
  }
}

const setAsideCodes: ReadonlySet<string> = new Set(['conflict', 'future', 'foreign-currency']);
const revisionKeyOf = ({ source, id, revision }: Pick<SendingLine, 'source' | 'id' | 'revision'>): string => `${keyOf(source, id)}\n${revision}`;
export const asideKeyOf = (of: Pick<SendingLine, 'source' | 'id' | 'revision'>, code: string): string => `${revisionKeyOf(of)}\n${code}`;

function ensured<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
