import { operations } from '@pegel/domain';
import type { Told } from './asking.js';
import type { Endpoint } from './endpoints.js';
import type { Sample } from './samples.js';
import { here, keyOf, password, there, type Home, type World } from './world.js';

/** What nobody may learn of an organisation: its word, which stands in all its texts, its numbers, and what it is kept under. */
export function marksOf({ read }: Pick<World, 'read'>, home: Home): readonly string[] {
  const kept = (sql: string): string[] => (read(sql) as { mark: string }[]).map(({ mark }) => mark); // One column of texts.
  return [
    home.word,
    home.amount,
    String(home.count),
    String(home.count + 1),
    ...kept(`SELECT pseudonym_secret AS mark FROM organisations WHERE slug = '${home.slug}'`),
    // Ids of keys are the first letters of their hashes.
    ...kept(`SELECT substr(hash, 1, 12) AS mark FROM reader_tokens WHERE organisation = '${home.slug}'`),
    ...kept(`SELECT substr(hash, 1, 12) AS mark FROM ingest_keys WHERE organisation = '${home.slug}'`),
    ...kept(`SELECT hash AS mark FROM audit_journal WHERE chain = '${home.slug}'`),
    ...kept(`SELECT token AS mark FROM session WHERE user_id LIKE '${home.word}%'`),
    ...kept(`SELECT session.id AS mark FROM session WHERE user_id LIKE '${home.word}%'`),
    ...kept(`SELECT people.key AS mark FROM people JOIN ledgers ON ledgers.id = people.organisation WHERE slug = '${home.slug}'`),
  ];
}

/** Every text of a request: what an answer may say again, since whoever asks has it already. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...textsIn(parsed(value))];
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
  return [];
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** What a request says, to be taken out of what is said to it. */
export async function saidBy(request: Request): Promise<readonly string[]> {
  const { pathname, searchParams } = new URL(request.url);
  const body = request.body === null ? '' : await request.clone().text();
  return [...new Set([pathname, ...textsIn(Object.fromEntries(searchParams)), ...textsIn(body), ...request.headers.values()])].filter((text) => text.length > 2).sort((a, b) => b.length - a.length);
}

/** Which marks stand in an answer, its headers included, that the request did not bring itself. */
export function marksIn({ headers, text }: Pick<Told, 'headers' | 'text'>, marks: readonly string[], said: readonly string[]): readonly string[] {
  const whole = said.reduce((rest, own) => rest.replaceAll(own, ''), `${[...headers].join('\n')}\n${text}`).toLowerCase();
  return marks.filter((mark) => whole.includes(mark.toLowerCase()));
}

/** The same question about what belongs to `there`: every text, id and number of the one in place of the other's. */
function aboutThere<Value>(value: Value, items: ReadonlyMap<number, number>): Value {
  if (typeof value === 'string') return value.replaceAll(here.word, there.word).replaceAll(keyOf(here), keyOf(there)).replaceAll(password, 'not the password') as Value & string; // A text stays one.
  if (typeof value === 'number') return (items.get(value) ?? value) as Value & number; // And a number one.
  if (Array.isArray(value)) return value.map((inner: unknown) => aboutThere(inner, items)) as Value & unknown[]; // And a list one.
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, aboutThere(inner, items)])) as Value; // Of the same fields.
  return value;
}

/** The way that leads furthest. */
export const furthest = 'naming them, about what is theirs';

/** Whether a question is in no good form, so that it hardly matters who asks it. */
export const isMalformed = (way: string): boolean => way === asAList || way === withAnotherField;
const asAList = 'naming them as a list';
const withAnotherField = 'with a field that is not there';

/** A question in every way in which it could reach into `there`. */
export function waysInto(endpoint: Pick<Endpoint, 'operation' | 'kind'>, sample: Sample, items: ReadonlyMap<number, number>): readonly (readonly [string, Sample])[] {
  const theirs = aboutThere(sample, items);
  const naming = (question: Sample): Sample => ({ ...question, input: { ...question.input, organisation: there.slug } });
  const isAboutOne = ['inside', 'permission'].includes(operations[endpoint.operation].kind);
  return [
    ['as it is', sample],
    ['about what is theirs', theirs],
    ...(isAboutOne ? ([['naming them', naming(sample)], [furthest, naming(theirs)], [asAList, { ...sample, input: { ...sample.input, organisation: [here.slug, there.slug] } }]] as const) : []),
    [withAnotherField, { ...theirs, input: { ...theirs.input, [`${there.word}-field`]: there.slug }, ...(theirs.body === undefined ? {} : { body: { ...theirs.body, [`${there.word}-field`]: there.slug } }) }],
  ];
}
