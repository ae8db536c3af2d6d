import { resolve } from 'node:path';
import type { WireEvent, Words } from '@pegel/domain';
import { findFiles, type FoundFile } from '../files.js';
import type { Importer, ImportOptions, ImportRun } from '../importer.js';
import { linesOf, type Line } from '../lines.js';
import { peopleOf, type PersonFiles } from '../people.js';
import { priceTable } from '../price.js';
import { TalliedRun, totalOf } from '../run.js';
import { makeTally, type Tally } from '../tally.js';
import { Findings } from './findings.js';
import { eventsOf, mapLine, revisionOf, type Finding } from './map.js';
import { reasons, type Reason } from './reasons.js';
import { parseLine, type TranscriptLine } from './schema.js';

/** The transcripts that Claude Code keeps of its sessions. */
export const claudeCode: Importer = {
  name: 'claude-code',
  label: 'Claude Code',
  feeds: { types: ['message.sent', 'connector.used', 'spend'], surfaces: ['code'] },
  takes: ['person', 'lineBytesMax'],

  async open(path, options = {}) {
    const tally = makeTally(this.name);
    const files = await findFiles(path, '.jsonl', tally.skip);
    return new TranscriptRun(path, peopleOf(path, files, options.person), tally, options);
  },
};

class TranscriptRun extends TalliedRun implements ImportRun {
  readonly #path: string;
  readonly #people: readonly PersonFiles[];
  readonly #options: ImportOptions;
  readonly #named = new Set<string>();
  readonly #sent = new Map<string, number>();

  constructor(path: string, people: readonly PersonFiles[], tally: Tally, options: ImportOptions) {
    super(tally, totalOf(people.flatMap((person) => person.files)));
    this.#path = resolve(path);
    this.#people = people;
    this.#options = options;
  }

  /**
   * TRICKY: nothing of a person is sent before all their files are read, because the largest line of a message may be in
   * any of them. What is held until then grows with their prompts and requests, not with the text.
   */
  async *events(): AsyncGenerator<WireEvent> {
    this.begin();
    for (const { email, files } of this.#people) {
      const findings = new Findings();
      for (const file of files) await this.#readFile(file, findings);
      for (const finding of findings.sorted()) {
        if (this.#isAnothers(finding)) this.#skipOnce('of-another-person', email, { en: `Some of what lies under ${email} lies under another person too. It counts once, for the first of them.`, de: `Manches, was unter ${email} liegt, liegt auch unter einer anderen Person. Es zählt einmal, für die erste von ihnen.` });
        else yield* eventsOf(finding, email, (model) => this.#skipOnce('unknown-price', model, unknownPrice(model)));
      }
    }
  }

  /**
   * Whether it was sent for somebody else already, as when a session was handed over. Sent again it would contradict itself,
   * unless it holds more than before.
   */
  #isAnothers(finding: Finding): boolean {
    if (this.#people.length === 1) return false;
    const revision = revisionOf(finding);
    const sent = this.#sent.get(finding.id);
    if (sent !== undefined && sent >= revision) return true;
    this.#sent.set(finding.id, revision);
    return false;
  }

  async #readFile(file: FoundFile, findings: Findings): Promise<void> {
    // A file is foreign if it says something and none of it is known.
    let known = 0;
    let foreign = 0;
    const skip = (reason: Reason, line: number | null) => this.tally.skip({ file: file.path, line, reason, message: reasons[reason] });
    const lines = linesOf(file.path, {
      bytesMax: this.#options.lineBytesMax,
      onBytes: (bytes) => {
        this.progress.bytes += bytes;
      },
    });

    try {
      for await (const line of lines) {
        this.tally.line();
        const parsed = parse(line);
        if (typeof parsed === 'string') {
          skip(parsed, line.number);
          if (parsed === 'bad-json' || parsed === 'invalid-utf8') foreign += 1;
        } else if (parsed === null) {
          foreign += 1;
        } else {
          known += 1;
          const mapped = mapLine(parsed);
          for (const finding of mapped.findings) findings.add(finding);
          for (const reason of mapped.refused) skip(reason, line.number);
        }
      }
      this.tally.file();
    } catch (error) {
      if (!isFromFileSystem(error)) throw error;
      skip('unreadable', null);
    }
    if (known === 0 && foreign > 0) skip('not-a-transcript', null);
    this.progress.files += 1;
  }

  /** Names a model or a person once, however often it occurs. */
  #skipOnce(reason: 'unknown-price' | 'of-another-person', about: string | null, message: Words): void {
    const key = `${reason} ${about}`;
    if (this.#named.has(key)) return this.tally.again(reason);
    this.#named.add(key);
    this.tally.skip({ file: this.#path, line: null, reason, message });
  }
}

const unknownPrice = (model: string | null): Words => ({
  en: `${priceTable} has no price for ${model === null ? 'a message without a model' : `the model "${model}"`}. Its tokens and requests count, its amount is 0.`,
  de: `${priceTable} hat keinen Preis für ${model === null ? 'eine Nachricht ohne Modell' : `das Modell „${model}“`}. Tokens und Anfragen zählen, der Betrag ist 0.`,
});

function parse(line: Line): TranscriptLine | null | Reason {
  if (line.text === null) return line.ended || line.reason === 'line-too-long' ? line.reason : 'truncated';
  try {
    return parseLine(line.text);
  } catch {
    // The error would quote the line.
    return line.ended ? 'bad-json' : 'truncated';
  }
}

const isFromFileSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
