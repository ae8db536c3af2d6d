import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { byName, nameNames, packed, sumNames, thingNames, type DaySegment, type NameName, type Run, type ThingName, type Vocabulary } from './columns.js';
import { OpenRun } from './open-run.js';
import { Packer, type Packed } from './packed.js';
import { wordsAPrint } from './things.js';
import { firstPerson } from './who.js';

/** Writes other numbers for those of a column over them. Nought stays nought. */
type Recodes = (column: Int32Array) => void;

interface Recoding {
  readonly who: Recodes;
  readonly things: Readonly<Partial<Record<ThingName, Recodes>>>;
  readonly names: Readonly<Partial<Record<NameName, Recodes>>>;
}

/** A run at each step. */
function* recoding({ runs, reachesOn }: DaySegment, { who, things, names }: Recoding): Generator<void, DaySegment> {
  const open = new OpenRun();
  const made: Run[] = [];
  let room = new Int32Array(1_024);
  for (const run of runs) {
    open.open(run);
    const packer = new Packer();
    const { rows } = run;
    if (rows > room.length) room = new Int32Array(rows * 2);
    /** What is laid out may be two columns at once, so that it stays as it is. */
    const recoded = (column: Int32Array, recode: Recodes): Packed => {
      const own = room.subarray(0, rows);
      own.set(column.subarray(0, rows));
      recode(own);
      return packed(packer, own);
    };
    const recodedOr = (column: Int32Array | undefined, recode: Recodes | undefined): Packed | null => (column === undefined || recode === undefined ? null : recoded(column, recode));
    const columns = {
      who: recoded(open.who(), who),
      sums: byName(sumNames, (name) => (run.sums[name] === undefined ? null : packer.copy(run.bytes, run.sums[name], rows))),
      things: byName(thingNames, (name) => recodedOr(open.thing(name), things[name])),
      names: byName(nameNames, (name) => recodedOr(open.name(name), names[name])),
    };
    made.push({ ...run, ...columns, bytes: packer.bytes() });
    yield;
  }
  return { runs: made, reachesOn };
}

/** What is told of a day beside the bytes of its columns. */
interface Outline extends Omit<DaySegment, 'runs'> {
  /** The bytes of each follow those of the one before. */
  readonly runs: readonly (Omit<Run, 'bytes'> & { readonly length: number })[];
  /** How many people there are, whose references stand behind the columns in the order of their numbers, */
  readonly people: number;
  /** how many words the prints of each kind of thing have, which stand behind these, */
  readonly things: Readonly<Partial<Record<ThingName, number>>>;
  /** and those of names, which come next. Their texts are the last: how many bytes each has, and these; most are known from other days, so that they need not be read. */
  readonly names: Readonly<Partial<Record<NameName, number>>>;
}

/** Numbers of a day alone for those of a vocabulary, in the order in which they are met. */
class Own {
  readonly codes: number[] = [];
  readonly #numbers = new Map<number, number>([[0, 0]]);

  readonly number: Recodes = (column) => {
    for (let at = 0; at < column.length; at += 1) column[at] = this.#numberOf(column[at] ?? 0);
  };

  #numberOf(code: number): number {
    const known = this.#numbers.get(code);
    if (known !== undefined) return known;
    this.#numbers.set(code, this.codes.push(code));
    return this.codes.length;
  }
}

/**
 * Makes of a day, in steps, bytes that stand for themselves: people by numbers of their own for the ledger's numbers of their references, and so by nothing that names
 * them; what facts can be split by as it stands in the ledger; things as what tells them apart.
 */
export function* sealingDay(segment: DaySegment, { who, things, names }: Vocabulary): Generator<void, Buffer> {
  const ownPeople = new Own();
  const ownThings = byName(thingNames, () => new Own());
  const ownNames = byName(nameNames, () => new Own());
  const { runs, ...outline } = yield* recoding(segment, {
    who: ownPeople.number,
    things: byName(thingNames, (name) => ownThings[name]?.number ?? null),
    names: byName(nameNames, (name) => ownNames[name]?.number ?? null),
  });
  const printsOfThings = thingNames.map((name) => things[name].printsOf(ownThings[name]?.codes ?? []));
  const printsOfNames = nameNames.map((name) => names[name].printsOf(ownNames[name]?.codes ?? []));
  const texts = nameNames.map((name) => ownNames[name]?.codes.map((code) => Buffer.from(names[name].texts[code] ?? '')) ?? []);
  const told: Outline = {
    ...outline,
    runs: runs.map(({ bytes: { length }, ...run }) => ({ ...run, length })),
    people: ownPeople.codes.length,
    things: byName(thingNames, (_, at) => printsOfThings[at]?.length ?? 0),
    names: byName(nameNames, (_, at) => printsOfNames[at]?.length ?? 0),
  };
  const text = Buffer.from(JSON.stringify(told));
  const people = Uint32Array.from(ownPeople.codes, (code) => (code < firstPerson ? code : who.referenceOf(code) + 1));
  const words = [people, ...printsOfThings, ...printsOfNames];
  const ofTexts = texts.flatMap((own) => [bytesOf(Uint32Array.from(own, ({ length }) => length)), ...own]);
  return deflateRawSync(Buffer.concat([bytesOf(Uint32Array.of(text.length)), text, ...runs.map(({ bytes }) => bytes), ...words.map(bytesOf), ...ofTexts]), { level: 1 });
}

const bytesOf = ({ buffer }: Uint32Array): Uint8Array => new Uint8Array(buffer);

/** Makes a day, in steps, out of what was made of it, in the numbers of a vocabulary. */
export function* openingDay(content: Uint8Array, vocabulary: Vocabulary): Generator<void, DaySegment> {
  const all = inflateRawSync(content);
  let from = 0;
  const next = (length: number): Buffer => all.subarray(from, (from += length));
  const words = (amount: number): Uint32Array => {
    const own = new Uint32Array(amount);
    bytesOf(own).set(next(own.byteLength));
    return own;
  };
  const [length = 0] = words(1);
  const { people, things, names, runs: outlines, ...outline } = JSON.parse(next(length).toString('utf8')) as Outline; // It is what was written above: its checksum says so.
  const runs = outlines.map(({ length: bytes, ...run }): Run => ({ ...run, bytes: next(bytes) }));
  yield;
  const references = words(people);
  const whoCodes = new Int32Array(people + 1);
  for (let at = 0; at < people; at += 1) whoCodes[at + 1] = codeOfReference(references[at] ?? 0, vocabulary);
  const thingCodes: Partial<Record<ThingName, Recodes>> = {};
  for (const name of thingNames) {
    yield;
    thingCodes[name] = asIn(vocabulary.things[name].codesOfPrints(words(things[name] ?? 0)));
  }
  yield;
  const prints = nameNames.map((name) => words(names[name] ?? 0));
  const nameCodes = byName(nameNames, (name, at) => {
    const own = prints[at] ?? new Uint32Array();
    const ends = endsOf(words(own.length / wordsAPrint));
    const texts = next(ends.at(-1) ?? 0);
    return asIn(vocabulary.names[name].codesOfPrints(own, (text) => texts.toString('utf8', ends[text - 1] ?? 0, ends[text])));
  });
  yield;
  return yield* recoding({ ...outline, runs }, { who: asIn(whoCodes), things: thingCodes, names: nameCodes });
}

/** Where what has some lengths ends, one after the other. */
function endsOf(lengths: Uint32Array): Uint32Array {
  for (let at = 1; at < lengths.length; at += 1) lengths[at] = (lengths[at] ?? 0) + (lengths[at - 1] ?? 0);
  return lengths;
}

const codeOfReference = (reference: number, { who }: Vocabulary): number => (reference < firstPerson ? reference : who.codeOf(reference - 1));

/** Writes what a table has for each number over it. */
const asIn = (table: Int32Array): Recodes => (column) => {
  for (let at = 0; at < column.length; at += 1) column[at] = table[column[at] ?? 0] ?? 0;
};

/** The first bytes of SHA-256 of where a day belongs and what it holds. */
export const checksumOf = (place: readonly (string | number)[], content: Uint8Array): Buffer => createHash('sha256').update(JSON.stringify(place)).update(content).digest().subarray(0, 16);
