import { formatInstant, type WireDirectory, type WireEvent } from '@pegel/domain';
import { JsonElements } from '../elements.js';
import type { Importer, ImportOptions, ImportRun } from '../importer.js';
import { givenPerson } from '../people.js';
import { TalliedRun } from '../run.js';
import { makeTally, type Tally } from '../tally.js';
import { Accounts } from './accounts.js';
import { Contents, isArchive, isPassedOver, reasonOf, type ExportFile } from './contents.js';
import { conversationEvents, designEvents, projectEvents } from './conversations.js';
import { Frames } from './frames.js';
import { exportLimits } from './limits.js';
import { reasons, type Reason } from './reasons.js';
import { parseMessage, parsePart, type Manifest, type Part, type ReadMessage } from './schema.js';

/** The export of everything that Claude keeps, of one person or of an organisation. */
export const claudeExport: Importer = {
  name: 'claude-export',
  label: 'Claude, data export',
  feeds: { types: ['message.sent', 'project.created', 'artifact.created', 'connector.used'], surfaces: ['chat', 'design'] },
  takes: ['person', 'lineBytesMax'],

  async open(path, options = {}) {
    const person = givenPerson(options.person);
    const tally = makeTally(this.name);
    return new ExportRun(path, await Contents.open(path, tally.skip), tally, { ...options, person });
  },
};

/** What is checked first and then read is read twice. */
const half = 1 / 2;

/** What becomes of a file: read to an end, or to be read with those that may be larger than the memory. */
type Fate = 'done' | 'later';

class ExportRun extends TalliedRun implements ImportRun {
  readonly #path: string;
  readonly #contents: Contents;
  readonly #options: ImportOptions;
  readonly #accounts = new Accounts();
  readonly #frames = new Frames();
  /** By their place among all files. */
  readonly #later = new Set<number>();
  readonly #manifests: Manifest[] = [];
  readonly #now = new Date().toISOString();
  /** The newest instant of anything sent, if it is not to come. */
  #newest = '';
  /** The bytes of files that are done with. */
  #finished = 0;

  constructor(path: string, contents: Contents, tally: Tally, options: ImportOptions) {
    super(tally, contents.totals);
    this.#path = path;
    this.#contents = contents;
    this.#options = options;
  }

  /**
   * TRICKY: files are gone through twice. Those that are one small thing come first, since conversations are compared with
   * the artifacts among them; then lists and conversations. What is sent may come again where parts repeat each other: to
   * remember every message would take memory by their number, and the server knows them.
   */
  async *events(): AsyncGenerator<WireEvent> {
    this.begin();
    for await (const event of this.#everything()) {
      if ('at' in event && event.at > this.#newest && event.at <= this.#now) this.#newest = event.at;
      yield event;
    }
  }

  async *#everything(): AsyncGenerator<WireEvent> {
    for await (const [index, file] of this.#files()) {
      const fate = yield* this.#readSmall(file);
      if (fate === 'later') this.#later.add(index);
      else this.#finish(file);
    }
    this.#tellMissing();
    for await (const [index, file] of this.#files()) {
      if (!this.#later.has(index)) continue;
      yield* this.#readLarge(file);
      this.#finish(file);
    }
    for (const owner of this.#frames.owners()) this.#accounts.seen(owner);
    yield* this.#frames.events();
    for (const { reason, place } of this.#accounts.doubts(this.#options.person)) this.#skip(reason, place ?? this.#path);
  }

  async *snapshots(): AsyncGenerator<WireDirectory> {
    // Where a manifest says when the export was made, that is when people were called what they are called in it.
    const told = this.#manifests.flatMap(({ createdAt }) => (createdAt === null ? [] : [formatInstant(createdAt)])).filter((at) => at <= this.#now).sort().at(-1);
    const takenAt = told ?? this.#newest;
    const snapshot = takenAt === '' ? null : this.#accounts.snapshot(takenAt, this.#options.person);
    if (snapshot !== null) yield snapshot;
  }

  async *#files(): AsyncGenerator<readonly [number, ExportFile]> {
    let index = 0;
    try {
      for await (const file of this.#contents.files()) yield [index++, file];
    } catch (error) {
      // An archive was whole when it was opened, and has been changed since.
      this.#skip(reasonOf(error), this.#path);
    }
  }

  async *#readSmall(file: ExportFile): AsyncGenerator<WireEvent, Fate> {
    if (isPassedOver(file.name)) return 'done';
    if (file.refused !== null) return this.#skip(file.refused, file.path);
    try {
      const elements = await this.#open(file);
      if (elements.root === 'object') {
        const part = await this.#whole(elements, file);
        if (part?.kind !== 'conversation') {
          if (part !== null) yield* this.#eventsOf(part, file, null);
          return 'done';
        }
      } else {
        await elements.close();
        if (elements.root === null) return this.#tellForeign(file, elements.opening);
      }
      this.progress.bytes = this.#finished;
      return 'later';
    } catch (error) {
      return this.#skip(reasonOf(error), file.path);
    }
  }

  /** A file that is one thing: it was read to its end, and checked, before anything of it is sent. */
  async #whole(elements: JsonElements, file: ExportFile): Promise<Part | null> {
    for await (const element of elements) {
      const part = element.text === null ? element.reason : parsePart(element.text);
      if (typeof part !== 'string') return part;
      this.tally.line();
      this.#skip(part === 'unknown-element' ? 'unknown-file' : part, file.path);
    }
    return null;
  }

  async *#readLarge(file: ExportFile): AsyncGenerator<WireEvent> {
    try {
      // The checksum of a damaged file is known at its end, when half of it would have been sent.
      if (file.hasChecksum) for await (const _ of this.#counted(file, half));
      let known = 0;
      let messages: ReadMessage[] = [];
      for await (const element of await this.#open(file, file.hasChecksum ? half : 1)) {
        if (element.inner !== undefined) {
          if (messages.length < exportLimits.messages) messages.push(element.text === null ? element.reason : parseMessage(element.text));
          continue;
        }
        if (element.text !== null || element.reason === 'invalid-utf8' || element.reason === 'element-too-long') this.tally.line();
        const part = element.text === null ? element.reason : messages.length >= exportLimits.messages ? 'too-much' : parsePart(element.text, messages);
        messages = [];
        if (typeof part !== 'string') {
          if (part.kind === 'memory') return;
          known += 1;
          yield* this.#eventsOf(part, file, element.number);
        } else if (part === 'chatgpt' || (part === 'unknown-element' && known === 0)) {
          this.#skip(part === 'chatgpt' ? part : 'unknown-file', file.path);
          return;
        } else this.#skip(part, file.path, element.number);
      }
      this.tally.file();
    } catch (error) {
      this.#skip(reasonOf(error), file.path);
    }
  }

  /** @param number The element's in its list; `null` for a file that is one thing. */
  *#eventsOf(part: Part, file: ExportFile, number: number | null): Generator<WireEvent> {
    const refuse = (reason: Reason) => void this.#skip(reason, file.path, number);
    if (number === null) {
      this.tally.line();
      this.tally.file();
    }
    switch (part.kind) {
      case 'conversation':
        this.#accounts.conversationIn(file.place);
        if (part.account !== null) this.#accounts.seen(part.account);
        return yield* conversationEvents(part, { refuse, onArtifact: (name) => this.#frames.seen(name) });
      case 'project':
        return yield* projectEvents(part, refuse);
      case 'design-chat':
        return yield* designEvents(part, refuse);
      case 'user': {
        const reason = this.#accounts.add(part, file.place);
        return reason === null ? undefined : refuse(reason);
      }
      case 'frame': {
        // In a list it would come after conversations that it had to be compared with.
        const reason = number === null ? this.#frames.add(part) : 'unknown-element';
        return reason === null ? undefined : refuse(reason);
      }
      case 'manifest':
        this.#manifests.push(part);
    }
  }

  #tellMissing(): void {
    const named = this.#manifests.flatMap(({ files }) => files).filter(({ name, category }) => !isPassedOver(name) && !isPassedOver(category) && !this.#contents.has(name));
    for (const name of new Set(named.map(({ name }) => name))) this.#skip('missing-part', /^[\w.() -]{1,120}$/.test(name) ? name : this.#path);
  }

  /** What is no JSON is of no interest, unless it was meant to be. */
  #tellForeign(file: ExportFile, opening: Buffer): Fate {
    if (isArchive(opening) && /(^|[/\\])[^./\\]+$|\.zip$/i.test(file.name)) return this.#skip('nested-archive', file.path);
    return /\.json$/i.test(file.name) ? this.#skip('not-json', file.path) : 'done';
  }

  #open(file: ExportFile, share = 1): Promise<JsonElements> {
    return JsonElements.open(this.#counted(file, share), { bytesMax: this.#options.lineBytesMax, inner: 'chat_messages' });
  }

  /** @param share How much a byte counts as progress: less than one where the file is read more than once. */
  async *#counted(file: ExportFile, share: number): AsyncGenerator<Buffer> {
    for await (const chunk of file.read()) {
      this.progress.bytes += chunk.length * share;
      yield chunk;
    }
  }

  /** What could not be read of a file counts as gone through. */
  #finish(file: ExportFile): void {
    this.#finished += file.bytes;
    this.progress.bytes = this.#finished;
    this.progress.files += 1;
  }

  #skip(reason: Reason, file: string, number: number | null = null): 'done' {
    this.tally.skip({ file, line: null, ...(number !== null && { element: number }), reason, message: reasons[reason] });
    return 'done';
  }
}
