import { namesOrganisation, type Told } from './asking.js';
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
    ...kept(`SELECT unsealed(pseudonym_secret) AS mark FROM organisations WHERE slug = '${home.slug}'`),
    // Ids of keys are the first letters of their hashes.
    ...kept(`SELECT substr(hash, 1, 12) AS mark FROM reader_tokens WHERE organisation = '${home.slug}'`),
    ...kept(`SELECT substr(hash, 1, 12) AS mark FROM ingest_keys WHERE organisation = '${home.slug}'`),
    ...kept(`SELECT hash AS mark FROM audit_journal WHERE chain = '${home.slug}'`),
    ...kept(`SELECT user_id AS mark FROM memberships AS m WHERE organisation = '${home.slug}' AND NOT EXISTS (SELECT 1 FROM memberships WHERE user_id = m.user_id AND organisation <> '${home.slug}')`),
    ...kept(`SELECT token AS mark FROM session WHERE user_id LIKE '${home.word}%'`),
    ...kept(`SELECT session.id AS mark FROM session WHERE user_id LIKE '${home.word}%'`),
    ...kept(`SELECT people.key AS mark FROM people JOIN ledgers ON ledgers.id = people.organisation WHERE slug = '${home.slug}'`),
  ];
}

/** Every text of a request, and each part of one such as `model:opus`: what an answer may say again, since whoever asks has it already. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split(/[:,]/), ...textsIn(parsed(value))];
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

/** Every text of a question and every number in a list, which is an id, as another one. */
function changed<Value>(value: Value, text: (text: string) => string, id: (id: number) => number): Value {
  if (typeof value === 'string') return text(value) as Value & string; // A text stays one.
  if (Array.isArray(value)) return value.map((inner: unknown) => (typeof inner === 'number' ? id(inner) : changed(inner, text, id))) as Value & unknown[]; // And a list one.
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changed(inner, text, id)])) as Value; // Of the same fields.
  return value;
}

const renamed = (word: string, key: string) => (text: string): string => text.replaceAll(here.word, word).replaceAll(keyOf(here), key).replaceAll(password, 'not the password');

/** Items that wait in quarantine: what is here, and what is its like there. */
export function itemsOf({ read }: Pick<World, 'read'>): ReadonlyMap<number, number> {
  const ids = (slug: string) => (read(`SELECT q.id AS id FROM quarantine q JOIN ledgers l ON l.id = q.organisation WHERE slug = '${slug}' ORDER BY q.id`) as { id: number }[]).map(({ id }) => id); // One column of numbers.
  const theirs = ids(there.slug);
  return new Map(ids(here.slug).map((id, index) => [id, theirs[index] ?? 0]));
}

/** The same question about what belongs to `there`: every word, id and item of the one in place of the other's. */
export const aboutThere = (sample: Sample, items: ReadonlyMap<number, number>): Sample => ({ ...changed(sample, renamed(there.word, keyOf(there)), (id) => items.get(id) ?? id), ...unchanged(sample) });

/** The id of no key. */
export const noKey = '0123456789ab';

/** And about what is nowhere. */
export const aboutNobody = (sample: Sample, items: ReadonlyMap<number, number>): Sample => ({ ...changed(sample, renamed('nobody', noKey), (id) => (items.has(id) ? 999_999 : id)), ...unchanged(sample) });

/** What of a sample is no part of the question. */
const unchanged = ({ status, beyond, only, isUsedUp, isSlow }: Sample): Partial<Sample> => ({ status, beyond, only, isUsedUp, isSlow });

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
  const isAboutOne = namesOrganisation(endpoint);
  return [
    ['as it is', sample],
    ['about what is theirs', theirs],
    ...(isAboutOne ? ([['naming them', naming(sample)], [furthest, naming(theirs)], [asAList, { ...sample, input: { ...sample.input, organisation: [here.slug, there.slug] } }]] as const) : []),
    [withAnotherField, { ...theirs, input: { ...theirs.input, [`${there.word}-field`]: there.slug }, ...(theirs.body === undefined ? {} : { body: { ...theirs.body, [`${there.word}-field`]: there.slug } }) }],
  ];
}
