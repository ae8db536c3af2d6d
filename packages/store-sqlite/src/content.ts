import { createHash, hash } from 'node:crypto';
import { isDaily, isSpend, type Instant, type QuarantineState, type ReleaseOutcome, type UsageEvent } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';

/** Hashes of contents, which nobody without the database's key can compare a guess with. */
export interface ContentHashes {
  /**
   * What two contents are compared by. It depends on every field and on no order of keys, so that a fact which another
   * version of this program has parsed is still the same fact.
   */
  of(content: object): Buffer;
  /** The same in steps, of what says something of very many. */
  inSteps(content: object): Generator<void, Buffer>;
  ofText(text: string): Buffer;
}

export function contentHashes(database: Database): ContentHashes {
  const { keyed } = sealOf(database);
  const ofText = (text: string): Buffer => keyed(plainHash(text));
  return {
    ofText,
    of: (content) => ofText(canonicalText(content)),
    *inSteps(content) {
      const sha = createHash('sha256');
      for (const piece of canonicalPieces(content)) {
        sha.update(piece);
        yield;
      }
      return keyed(sha.digest());
    },
  };
}

/** Of what names nobody. */
export const plainHash = (text: string): Buffer => hash('sha256', text, 'buffer');

/** What was decided about a content that was set aside. */
export interface DecisionRow {
  readonly id: number;
  readonly contentHash: Buffer;
  readonly state: QuarantineState;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly outcome: ReleaseOutcome | null;
  readonly replaced: string | null;
}

/** What a decision says, so that a change of it shows. */
export const decisionHash = (hashes: ContentHashes, { id, contentHash, state, decidedAt, decidedBy, reason, outcome, replaced }: DecisionRow): Buffer =>
  hashes.of({ id, hash: contentHash.toString('hex'), state, decidedAt, decidedBy, reason, outcome, replaced });

/** What a canonical text left out of an event, and how it wrote amounts. */
export function eventIn(text: string): UsageEvent {
  const event = JSON.parse(text) as UsageEvent; // Only events are written this way.
  const person = event.person.kind === 'person' ? { ...missing('id', 'email', 'name'), ...event.person } : event.person;
  if (isDaily(event)) return { ...event, person };
  if (!isSpend(event)) return { ...missing('chat', 'project', 'artifact', 'artifactKind', 'connector', 'model'), ...event, person };
  const { amount, listAmount = null, credits = null } = event;
  const money = { amount: BigInt(amount), listAmount: listAmount === null ? null : BigInt(listAmount), credits: credits === null ? null : BigInt(credits) };
  return { ...missing('model', 'priceTable'), ...event, ...money, person };
}

const missing = <Field extends string>(...fields: readonly Field[]): Record<Field, null> =>
  Object.fromEntries(fields.map((field) => [field, null])) as Record<Field, null>; // Object.fromEntries forgets the literal keys.

/**
 * JSON with the keys of every object in order. What is null is left out, so that a field which is added one day makes no
 * fact that lacks it another one. JSON has no bigint, so an amount is its digits as text.
 */
export function canonicalText(content: object): string {
  if (Array.isArray(content)) return `[${content.map(valueText).join()}]`;
  let text = '';
  for (const [key, value] of saidIn(content)) text += `${text === '' ? '' : ','}"${key}":${valueText(value)}`;
  return `{${text}}`;
}

/** What an object says that is no list, without what is null, in the order of the code units of its keys. */
function saidIn(content: object): readonly (readonly [key: string, value: unknown])[] {
  const said = content as Readonly<Record<string, unknown>>; // As the callers say.
  // As few as there are left.
  const keys = Object.keys(said).filter((key) => said[key] !== null && said[key] !== undefined);
  return keys.sort().map((key) => [key, said[key]]);
}

/** So much of a list is written in a few milliseconds. */
const itemsAtOnce = 200;

/** The canonical text of an object that is no list, in pieces; a long list in it is in several. */
function* canonicalPieces(content: object): Generator<string> {
  let before = '{';
  for (const [key, value] of saidIn(content)) {
    yield `${before}"${key}":`;
    before = ',';
    if (!Array.isArray(value)) yield valueText(value);
    else {
      for (let at = 0; at < value.length; at += itemsAtOnce) yield `${at === 0 ? '[' : ','}${value.slice(at, at + itemsAtOnce).map(valueText).join()}`;
      yield value.length === 0 ? '[]' : ']';
    }
  }
  yield before === '{' ? '{}' : '}';
}

function valueText(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  return typeof value === 'object' && value !== null ? canonicalText(value) : JSON.stringify(value);
}
