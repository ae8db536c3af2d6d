import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLiteral, type Literal } from './python-literal.js';

/** Maps as lists of their entries, which compare by content. */
const shown = (value: Literal | undefined): unknown =>
  value instanceof Map ? { entries: [...value].map(([key, held]) => [key, shown(held)]) } : Array.isArray(value) ? value.map(shown) : value;

describe('reads what Python prints of plain data', () => {
  test.each<[string, unknown]>([
    ["{'name': 'Ada', 'metadata': {'email_address': 'ada@a.example', 'is_admin': True, 'team': None}}", { entries: [['name', 'Ada'], ['metadata', { entries: [['email_address', 'ada@a.example'], ['is_admin', true], ['team', null]] }]] }],
    [`{'name': "O'Hara", 'quote': '"x"', 'both': '\\'"'}`, { entries: [['name', "O'Hara"], ['quote', '"x"'], ['both', '\'"']] }],
    ["['a', ('b', 1), (2,), [], ()]", ['a', ['b', 1], [2], [], []]],
    ["{'a', 'b'}", ['a', 'b']],
    ["{1: 'x', None: 2}", { entries: [['1', 'x'], ['null', 2]] }],
    ["'\\x41\\u00df\\U0001f70d\\n\\d'", 'Aß🜍\n\\d'],
    ["u'x'", 'x'],
    ['-1.5e3', -1_500],
["{'id': UUID('u-1'), 'at': datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.timezone.utc)}", { entries: [['id', 'u-1'], ['at', null]] }],
  ])('%s', (text, expected) => {
    expect(shown(parseLiteral(text))).toEqual(expected);
  });
});

test.each(['__proto__', 'constructor', 'toString'])('%s is an ordinary key', (key) => {
  const value = parseLiteral(`{'${key}': {'polluted': 1}}`);
  expect(shown(value)).toEqual({ entries: [[key, { entries: [['polluted', 1]] }]] });
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test.each([
  '', '{', "{'a'", "{'a':", "{'a': 1,,}", "{'a' 1}", "'open", "'a\\", "'\\x4'", "'\\U00110000'", '[1 2]', '{1: 2, 3}', 'nothing', 'f(', '1e999', '--1', "{'a': 1} x",
  '['.repeat(1_000_000), `${'['.repeat(40)}${']'.repeat(40)}`, `[${'0,'.repeat(10_001)}]`, `{'a': ${'{'.repeat(200)}`,
])('%# is none', (text) => {
  expect(parseLiteral(text)).toBeUndefined();
});

const literal = fc.letrec<{ value: Literal }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer(),
    // JSON has no zero below zero.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.string({ unit: fc.constantFrom('a', "'", '"', '\\', '\n', '\t', '\0', 'é', '🜛', '{', ',', ' ', '\u0085') }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string({ unit: fc.constantFrom('k', "'", '_', 'o') }), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value;

test('reads every literal that Python would print, and the same as JSON', () => {
  fc.assert(
    fc.property(literal, fc.constantFrom(',', ', '), (value, comma) => {
      expect(shown(parseLiteral(repr(value, comma)))).toEqual(shown(value));
      expect(shown(parseLiteral(JSON.stringify(plainOf(value))))).toEqual(shown(value));
    }),
    { numRuns: 1_000 },
  );
});

test('never throws, whatever a cell holds', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '(', ')', "'", '"', '\\', ',', ':', 'a', '1', 'u', 'x', ' ', '\n'), maxLength: 40 }), (text) => void parseLiteral(text)), { numRuns: 2_000 });
});

/** As Python prints it: single quotes unless there are only such inside, and escapes for what has no shape. */
function repr(value: Literal, comma: string): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (value instanceof Map) return `{${[...value].map(([key, held]) => `${repr(key, comma)}: ${repr(held, comma)}`).join(comma)}}`;
  if (typeof value !== 'string') return `[${(value as readonly Literal[]).map((held) => repr(held, comma)).join(comma)}]`; // instanceof Map does not narrow a ReadonlyMap away.
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', [quote]: `\\${quote}` };
  const inside = [...value].map((character) => named[character] ?? (/[\p{Cc}]/u.test(character) ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}` : character));
  return `${quote}${inside.join('')}${quote}`;
}

/** The same for JSON, whose objects are no maps here. */
function plainOf(value: Literal): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, held]) => [key, plainOf(held)]));
  return Array.isArray(value) ? value.map((held) => plainOf(held as Literal)) : value; // isArray forgets what a readonly list holds.
}
