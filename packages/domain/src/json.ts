import { ended } from './steps.js';

/** What JSON may hold before it is parsed at all, so that a small text cannot fill the memory. */
export interface JsonLimits {
  readonly depthMax: number;
  /** Of everything together: texts, numbers, lists and objects. */
  readonly valuesMax: number;
}

/** How many fields one object may have. */
export const jsonFieldsMax = 10_000;

/** More than there can be items. */
const faultsMax = 10_000;

/** Something that can be read in two ways, and where: the keys and places that lead to it. */
export interface JsonFault {
  readonly path: readonly (string | number)[];
  /** Digits that would be read as another number; otherwise it is a name that is given twice. */
  readonly number: { readonly digits: string; readonly read: string } | null;
  /** As "lines.3.amount", from `depth` on. */
  field(depth?: number): string;
}

/** JSON that is larger or deeper than allowed. */
export class JsonLimitError extends Error {
  override readonly name = 'JsonLimitError';
  constructor(
    readonly limit: 'depth' | 'fields' | 'values',
    /** How much of it there may be. */
    readonly most: number,
  ) {
    super(`more ${limit} than ${most}`);
  }
}

export interface ReadJson {
  readonly value: unknown;
  /** The first of each item: what has the same first two steps to it is told once. */
  readonly faults: readonly JsonFault[];
  /** How many values there are. */
  readonly values: number;
}

/**
 * `JSON.parse` for texts from outside. Of two fields with one name it would keep the last, so that
 * `{"amount":"1","amount":"100"}` is two amounts to two programs; and a number with more digits than a number here can
 * hold would become another one. Both are found in the text, before anything is lost. Throws a `SyntaxError` for what is
 * no JSON, and a `JsonLimitError` before anything is built of what is too much.
 */
export const parseJson = (text: string, limits: JsonLimits): ReadJson => ended(parsingJson(text, limits));

/** The same in steps of a millisecond or less; only what builds the value is one that takes as long as the text is. */
export function* parsingJson(text: string, limits: JsonLimits): Generator<void, ReadJson> {
  const { faults, values } = yield* scan(text, limits);
  return { value: JSON.parse(text), faults, values };
}

/** So much of a text is looked through in a fraction of a millisecond. */
const charactersAStep = 20_000;

/** An object or a list that the scanner is inside of. */
interface Frame {
  /** The names seen so far; `null` for a list. */
  readonly names: Set<string> | null;
  /** Where it stands: the name before the next value, or its place in the list. */
  at: string | number;
}

/** Looks through a text that may be JSON. What is no JSON it may misread, and the parser refuses it afterwards. */
function* scan(text: string, { depthMax, valuesMax }: JsonLimits): Generator<void, { faults: JsonFault[]; values: number }> {
  const faults: JsonFault[] = [];
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  let values = 0;
  let expectsName = false;

  const count = () => {
    values += 1;
    if (values > valuesMax) throw new JsonLimitError('values', valuesMax);
  };
  const tell = (number: JsonFault['number']) => {
    if (faults.length >= faultsMax) return;
    const path = frames.map(({ at }) => at);
    const last = faults.at(-1)?.path;
    if (last !== undefined && last[0] === path[0] && last[1] === path[1]) return;
    faults.push({ path, number, field: (depth = 0) => path.slice(depth).join('.') });
  };
  const open = (names: Set<string> | null) => {
    count();
    frame = { names, at: 0 };
    if (frames.push(frame) > depthMax) throw new JsonLimitError('depth', depthMax);
    expectsName = names !== null;
  };

  let step = charactersAStep;
  for (let index = 0; index < text.length; index++) {
    if (index > step) {
      step = index + charactersAStep;
      yield;
    }
    switch (text.charCodeAt(index)) {
      case 0x22: { // "
        const end = endOfText(text, index);
        if (expectsName && frame?.names) {
          const name = nameOf(text.slice(index + 1, end));
          frame.at = name;
          expectsName = false;
          if (frame.names.has(name)) tell(null);
          else if (frame.names.add(name).size > jsonFieldsMax) throw new JsonLimitError('fields', jsonFieldsMax);
        } else count();
        index = end;
        break;
      }
      case 0x7b: // {
        open(new Set());
        break;
      case 0x5b: // [
        open(null);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        frames.pop();
        frame = frames.at(-1);
        expectsName = false;
        break;
      case 0x2c: // ,
        if (typeof frame?.at === 'number') frame.at += 1;
        expectsName = frame !== undefined && frame.names !== null;
        break;
      case 0x74: case 0x66: case 0x6e: // true, false, null
        count();
        index += 3;
        break;
      case 0x2d: case 0x30: case 0x31: case 0x32: case 0x33: case 0x34: case 0x35: case 0x36: case 0x37: case 0x38: case 0x39: { // - and digits
        count();
        const end = endOfNumber(text, index);
        const digits = text.slice(index, end);
        if (becomesAnother(digits)) tell({ digits: digits.slice(0, 60), read: String(Number(digits)) });
        index = end - 1;
        break;
      }
    }
  }
  return { faults, values };
}

/** The place of the quote that ends a text; without one, the end. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === 0x5c) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Two spellings of a name are one name. */
function nameOf(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written; // No JSON, as the parser will say.
  }
}

const ofNumbers: ReadonlySet<number> = new Set([...'0123456789.eE+-'].map((character) => character.charCodeAt(0)));

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (ofNumbers.has(text.charCodeAt(end))) end++;
  return end;
}

/** What is this short and has digits only is exact. */
const surelyExact = /^-?\d{1,15}$/;
const number = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether a number is read as a whole number that it is not, such as 0.99999999999999999999 as 1. */
function becomesAnother(digits: string): boolean {
  if (surelyExact.test(digits)) return false;
  const value = Number(digits);
  const match = number.exec(digits);
  if (match === null || !Number.isSafeInteger(value)) return false; // Whatever is no whole number, or too large, no field takes.
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const written = significant(whole + fraction);
  const read = significant(String(Math.abs(value)));
  if (written.digits !== read.digits) return true;
  return written.digits !== '' && written.zeros + Number(exponent) - fraction.length !== read.zeros;
}

/** Digits without the zeros around them, and how many followed. A pattern would take time by the square of their number. */
function significant(digits: string): { digits: string; zeros: number } {
  let first = 0;
  let end = digits.length;
  while (first < end && digits.charCodeAt(first) === 0x30) first++;
  while (end > first && digits.charCodeAt(end - 1) === 0x30) end--;
  return { digits: digits.slice(first, end), zeros: digits.length - end };
}
