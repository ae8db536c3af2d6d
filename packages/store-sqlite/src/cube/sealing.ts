import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { byName, nameNames, packed, sumNames, thingNames, type DaySegment, type NameName, type Run, type ThingName, type Vocabulary } from './columns.js';
import { OpenRun } from './open-run.js';
import { Packer } from './packed.js';
import { firstPerson } from './who.js';

/** Other numbers for those in the columns of a day. Nought stays nought. */
interface Codes {
  who(code: number): number;
  thing(name: ThingName, code: number): number;
  name(name: NameName, code: number): number;
}

/** A run at each step. */
function* recoding({ runs, reachesOn }: DaySegment, codes: Codes): Generator<void, DaySegment> {
  const open = new OpenRun();
  const made: Run[] = [];
  for (const run of runs) {
    open.open(run);
    const packer = new Packer();
    const { rows } = run;
    const columns = {
      who: packed(packer, open.who().subarray(0, rows).map((code) => codes.who(code))),
      sums: byName(sumNames, (name) => (run.sums[name] === undefined ? null : packer.copy(run.bytes, run.sums[name], rows))),
      things: byName(thingNames, (name) => packedOr(packer, open.thing(name)?.subarray(0, rows).map((code) => codes.thing(name, code)))),
      names: byName(nameNames, (name) => packedOr(packer, open.name(name)?.subarray(0, rows).map((code) => codes.name(name, code)))),
    };
    made.push({ ...run, ...columns, bytes: packer.bytes() });
    yield;
  }
  return { runs: made, reachesOn };
}

const packedOr = (packer: Packer, values: ArrayLike<number> | undefined) => (values === undefined ? null : packed(packer, values));

/** What is told of a day beside the bytes of its columns. */
interface Outline extends Omit<DaySegment, 'runs'> {
  /** The bytes of each follow those of the one before. */
  readonly runs: readonly (Omit<Run, 'bytes'> & { readonly length: number })[];
  /** The texts behind the numbers of names, from one on. */
  readonly texts: Readonly<Partial<Record<NameName, readonly string[]>>>;
  /** How many people there are, whose references stand behind the columns in the order of their numbers, */
  readonly people: number;
  /** and how many words the prints of each kind of thing have, which stand behind these. */
  readonly prints: Readonly<Partial<Record<ThingName, number>>>;
}

const bytesAWord = 4;

/** Numbers of a day alone for those of a vocabulary, in the order in which they are met. */
class Own {
  readonly codes: number[] = [];
  readonly #numbers = new Map<number, number>([[0, 0]]);

  numberOf(code: number): number {
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
    who: (code) => ownPeople.numberOf(code),
    thing: (name, code) => ownThings[name]?.numberOf(code) ?? 0,
    name: (name, code) => ownNames[name]?.numberOf(code) ?? 0,
  });
  const told: Outline = {
    ...outline,
    runs: runs.map(({ bytes: { length }, ...run }) => ({ ...run, length })),
    texts: byName(nameNames, (name) => ownNames[name]?.codes.map((code) => names[name].texts[code] ?? '') ?? null),
    people: ownPeople.codes.length,
    prints: byName(thingNames, (name) => things[name].printsOf(ownThings[name]?.codes ?? []).length),
  };
  const text = Buffer.from(JSON.stringify(told));
  const length = Buffer.alloc(bytesAWord);
  length.writeUInt32LE(text.length);
  const people = Uint32Array.from(ownPeople.codes, (code) => (code < firstPerson ? code : who.referenceOf(code) + 1));
  const words = [people, ...thingNames.map((name) => things[name].printsOf(ownThings[name]?.codes ?? []))];
  return deflateRawSync(Buffer.concat([length, text, ...runs.map(({ bytes }) => bytes), ...words.map(({ buffer }) => new Uint8Array(buffer))]), { level: 1 });
}

/** Makes a day, in steps, out of what was made of it, in the numbers of a vocabulary. */
export function* openingDay(content: Uint8Array, { who, things, names }: Vocabulary): Generator<void, DaySegment> {
  const all = inflateRawSync(content);
  let from = bytesAWord + all.readUInt32LE();
  const { texts, people, prints, runs: outlines, ...outline } = JSON.parse(all.toString('utf8', bytesAWord, from)) as Outline; // It is what was written above: its checksum says so.
  const runs = outlines.map(({ length, ...run }): Run => ({ ...run, bytes: all.subarray(from, (from += length)) }));
  const words = (amount: number): Uint32Array => {
    const own = new Uint32Array(amount);
    new Uint8Array(own.buffer).set(all.subarray(from, (from += own.byteLength)));
    return own;
  };
  yield;
  const whoCodes = Uint32Array.from([0, ...words(people)], (code) => (code < firstPerson ? code : who.codeOf(code - 1)));
  const thingCodes: Partial<Record<ThingName, Uint32Array>> = {};
  for (const name of thingNames) {
    yield;
    thingCodes[name] = things[name].codesOfPrints(words(prints[name] ?? 0));
  }
  const nameCodes = byName(nameNames, (name) => [0, ...(texts[name] ?? []).map((text) => names[name].codeOf(text))]);
  yield;
  return yield* recoding({ ...outline, runs }, {
    who: (code) => whoCodes[code] ?? 0,
    thing: (name, code) => thingCodes[name]?.[code] ?? 0,
    name: (name, code) => nameCodes[name]?.[code] ?? 0,
  });
}

/** The first bytes of SHA-256 of where a day belongs and what it holds. */
export const checksumOf = (place: readonly (string | number)[], content: Uint8Array): Buffer => createHash('sha256').update(JSON.stringify(place)).update(content).digest().subarray(0, 16);
