import { amountPattern, compareText, formatAmount, shown, type Nano, type Period, type Surface, type WireEvent, type WireReference, type Words } from '@pegel/domain';
import { secondOf } from './find-exports.js';
import { People } from './people.js';
import { noRows, sumsMissing, type Cells, type Reading } from './reading.js';
import { reportedEvent, type Told } from './reported.js';

/*
 * The spend report: a row a person, product and model (of some products a chat channel too) with what it came to in one window.
 * Its sums answer the window's question, as a whole and by person, model, product and a person's model.
 */

/** Which surface a product is, by its name without "Claude" before it. */
const surfaceOfProduct: ReadonlyMap<string, Surface> = new Map([
  ['chat', 'chat'], ['research', 'chat'],
  ['code', 'code'], ['code review', 'code'],
  ['cowork', 'cowork'],
  ['office agents', 'office'], ['office agent', 'office'], ['excel', 'office'], ['powerpoint', 'office'], ['word', 'office'], ['outlook', 'office'],
  ['design', 'design'],
  ['tag', 'other'], ['science', 'other'], ['(other)', 'other'], ['', 'other'],
]);

const productOf = (text: string): string => text.toLowerCase().replaceAll(/[_\s-]+/g, ' ').replace(/^claude (?=.)/, '').trim();

/** What a row, or rows together, came to. What a row does not say of its tokens is unknown for their sum too: `null`. */
interface Line {
  readonly net: Nano;
  readonly list: Nano;
  readonly requests: number | null;
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
}

const nothing: Line = { net: 0n, list: 0n, requests: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** A sum, or `null` where a row is missing that belongs to it. */
type Sum = Line | null;

const added = (sum: Sum, line: Sum): Sum =>
  sum === null || line === null
    ? null
    : {
        net: sum.net + line.net, list: sum.list + line.list, requests: plus(sum.requests, line.requests), input: plus(sum.input, line.input),
        output: plus(sum.output, line.output), cacheRead: plus(sum.cacheRead, line.cacheRead), cacheWrite: plus(sum.cacheWrite, line.cacheWrite),
      };

function addTo<Key>(sums: Map<Key, Sum>, key: Key, line: Sum): void {
  const sum = sums.get(key);
  sums.set(key, added(sum === undefined ? nothing : sum, line));
}

/** The numbers of a sum, as far as they are known and can be said at all. */
function numbersOf(sum: Sum): readonly Pick<Told, 'metric' | 'value'>[] {
  if (sum === null) return [];
  const money = [['spend', sum.net], ['listSpend', sum.list]] as const;
  const counts = [['requests', sum.requests], ['inputTokens', sum.input], ['outputTokens', sum.output], ['cacheReadTokens', sum.cacheRead], ['cacheWriteTokens', sum.cacheWrite]] as const;
  return [
    ...money.flatMap(([metric, amount]) => (amountPattern.test(formatAmount(amount)) ? [{ metric, value: formatAmount(amount) }] : [])),
    ...counts.flatMap(([metric, value]) => (value === null || value > countMax ? [] : [{ metric, value }])),
  ];
}

const isTooLarge = (sum: Sum): boolean => sum !== null && (![sum.net, sum.list].every((amount) => amountPattern.test(formatAmount(amount))) || [sum.requests, sum.input, sum.output, sum.cacheRead, sum.cacheWrite].some((value) => value !== null && value > countMax));

/** The usage of the organisation itself, which no person stands for; all of it is one number. */
const organisationItself = { service: 'org service usage' } as const;
const itselfKey = 'itself';

export async function* costEvents(reading: Reading, period: Period): AsyncGenerator<WireEvent> {
  const revision = secondOf(reading.source);
  const people = new People();
  const unknownProducts = new Set<string>();
  let all: Sum = nothing;
  let rows = 0;
  let isAttributed = true;
  let hasUnknownTokens = false;
  const byModel = new Map<string | null, Sum>();
  const bySurface = new Map<Surface, Sum>();
  const byPerson = new Map<string, Map<string | null, Sum>>();

  for await (const { line, cells } of reading.rows()) {
    rows += 1;
    const who = keyOf(cells, people);
    const model = cells.name('model', 'model_family') || null;
    const product = cells.text('product');
    const surface = surfaceOfProduct.get(productOf(product));
    const cost = lineOf(cells);
    if (cells.wrong !== null) reading.refuse(line, 'bad-cell', cells.wrong);
    else if (surface === undefined && !unknownProducts.has(product)) reading.note(line, 'unknown-product', unknownProduct(product));
    if (surface === undefined) unknownProducts.add(product);
    if (who === 'unreadable') isAttributed = false;
    if (who === null && cells.wrong === null) reading.note(line, 'nobody', nobody);
    hasUnknownTokens ||= cells.wrong === null && cells.has('total_uncached_input_tokens') && Object.values(cost).includes(null);

    // A row that is left out takes with it every sum it belongs to.
    const counted = cells.wrong === null ? cost : null;
    all = added(all, counted);
    addTo(byModel, model, counted);
    addTo(bySurface, surface ?? 'other', counted);
    if (who === null || who === 'unreadable') continue;
    const models = byPerson.get(who) ?? new Map<string | null, Sum>();
    addTo(models, model, counted);
    byPerson.set(who, models);
  }

  if (!reading.isWhole) reading.note(null, 'no-sums', reading.hasLostRows || !isAttributed ? nothingSaid : sumsMissing);
  else if (rows === 0) return reading.note(null, 'no-rows', noRows);
  // Nobody knows whose such rows are.
  if (reading.hasLostRows || !isAttributed) return;
  reading.noteUnlessOver(period.to);
  if (hasUnknownTokens) reading.note(null, 'unknown-tokens', unknownTokens);
  let hasTooLarge = false;

  function* told(sum: Sum, person: WireReference, about: NonNullable<Told['about']>): Generator<WireEvent> {
    hasTooLarge ||= isTooLarge(sum);
    for (const number of numbersOf(sum)) yield reportedEvent({ ...number, period, person, about }, revision);
  }

  yield* told(all, null, {});
  for (const [model, sum] of inOrder(byModel)) yield* told(sum, null, { model });
  for (const [surface, sum] of inOrder(bySurface)) yield* told(sum, null, { surface });
  const itself = byPerson.get(itselfKey);
  for (const { keys, person } of [...people.all(), ...(itself ? [{ keys: [itselfKey], person: organisationItself }] : [])]) {
    const models = new Map<string | null, Sum>();
    for (const key of keys) for (const [model, sum] of byPerson.get(key) ?? []) addTo(models, model, sum);
    yield* told([...models.values()].reduce(added, nothing), person, {});
    for (const [model, sum] of inOrder(models)) yield* told(sum, person, { model });
  }
  if (hasTooLarge) reading.note(null, 'too-large', tooLarge);
}

const inOrder = <Key extends string | null>(sums: ReadonlyMap<Key, Sum>): readonly [Key, Sum][] => [...sums].sort(([a], [b]) => compareText(a ?? '', b ?? ''));

/** Whose a row is; `null` for nobody's. */
function keyOf(cells: Cells, people: People): string | 'unreadable' | null {
  const named = cells.text('user_email', 'email');
  if (/^\(.*\)$/.test(named)) return itselfKey;
  const email = cells.email('user_email', 'email');
  const uuid = cells.text('account_uuid') || null;
  if (cells.wrong !== null || (uuid !== null && (uuid.length > 200 || !uuid.isWellFormed()))) return 'unreadable';
  return email === null && uuid === null ? null : people.add({ email, uuid });
}

function lineOf(cells: Cells): Line {
  const requests = cells.optionalCount('total_requests');
  // Where nothing was asked an empty cell is nothing; elsewhere it is unknown.
  const counted = (column: string): number | null => cells.optionalCount(column) ?? (cells.has(column) && requests === 0 ? 0 : null);
  return {
    net: cells.money('total_net_spend_usd'),
    list: cells.money('total_gross_spend_usd'),
    requests,
    // Prompt tokens are all that a request took in, what a cache held too, so they are none of these.
    input: counted('total_uncached_input_tokens'),
    output: counted('total_completion_tokens'),
    cacheRead: counted('total_cache_read_tokens'),
    cacheWrite: plus(counted('total_cache_write_5m_tokens'), counted('total_cache_write_1h_tokens')),
  };
}

const countMax = 1_000_000_000_000;

const unknownProduct = (product: string): Words => ({
  en: `The product ${shown(product)} is not known here; what it costs counts, on the surface "other".`,
  de: `Das Produkt ${shown(product)} ist hier nicht bekannt; seine Kosten zählen, und zwar auf der Oberfläche „other“.`,
});
const nobody: Words = { en: 'The row names neither an address nor an account: it counts in the sums and for nobody.', de: 'Die Zeile nennt weder Adresse noch Konto: Sie zählt in den Summen und für niemanden.' };
const nothingSaid: Words = {
  en: 'Rows were left out that could be anybody’s, so nothing of this file is sent. Repair the rows, or export the file again, and import once more.',
  de: 'Es sind Zeilen weggeblieben, die von jedem sein könnten; aus dieser Datei wird nichts gesendet. Berichtigen Sie die Zeilen oder exportieren Sie die Datei neu und importieren Sie noch einmal.',
};
const unknownTokens: Words = {
  en: 'Some rows with requests have empty cells of tokens or requests. Sums they belong to are not sent; the money is.',
  de: 'Manche Zeilen mit Anfragen haben leere Zellen bei Tokens oder Anfragen. Summen, zu denen sie gehören, werden nicht gesendet, das Geld schon.',
};
const tooLarge: Words = {
  en: 'Some sums are larger than a number can be here (999,999,999 in money, 1,000,000,000,000 otherwise) and are not sent.',
  de: 'Manche Summen sind größer, als eine Zahl hier sein kann (999.999.999 bei Geld, sonst 1.000.000.000.000), und werden nicht gesendet.',
};
