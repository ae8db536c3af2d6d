import { operations, type PrincipalName } from '@pegel/domain';
import { expect, test } from 'vitest';
import { ask, namesOrganisation, requestOf, type Told } from './asking.js';
import { endpointsOf, type Endpoint } from './endpoints.js';
import { aboutNobody, aboutThere, itemsOf, noKey } from './marks.js';
import { samples, type Sample } from './samples.js';
import { here, keyOf, there, world } from './world.js';

const who: readonly PrincipalName[] = ['no-credential', 'owner', 'admin', 'member', 'member-of-nothing', 'token-of-owner', 'ingest-key'];

/** An answer without what is another one every time, and without what the question said itself. */
function comparable({ status, headers, text }: Told, said: readonly string[]): unknown {
  const kept = [...headers].filter(([name]) => name !== 'x-request-id');
  const bare = said.reduce((rest, own) => rest.replaceAll(own, '…'), text);
  return { status, headers: kept, text: bare.replaceAll(/pegel_[a-z]+_[\w-]+/g, '<secret>').replaceAll(/\b[0-9a-f]{12}(?:[0-9a-f]{20})?\b/g, '<id>').replaceAll(/"id":\d+/g, '"id":0').replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>') };
}

function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(fieldsOf);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fieldsOf(inner)])) : typeof value;
}

interface Pair {
  readonly label: string;
  readonly endpoint: Endpoint;
  readonly theirs: Sample;
  readonly nobodys: Sample;
  /** Texts in which the two questions differ. */
  readonly said: readonly string[];
}

/** The same question about what belongs to others and about what is nowhere, wherever a question names something. */
function pairsOf(endpoint: Endpoint, sample: Sample, items: ReadonlyMap<number, number>): readonly Pair[] {
  // An ingest key names no organisation: what it sends is of its own.
  if (operations[endpoint.operation].kind === 'ingest') return [];
  const naming = (organisation: string): Sample => ({ ...sample, input: { ...sample.input, organisation } });
  const [theirs, nobodys] = [aboutThere(sample, items), aboutNobody(sample, items)];
  return [
    ...(namesOrganisation(endpoint) ? ['nowhere-ag', '', "x' OR 1=1 --"].map((nowhere): Pair => ({ label: `${endpoint.name}, organisation "${nowhere}"`, endpoint, theirs: naming(there.slug), nobodys: naming(nowhere), said: [] })) : []),
    ...(JSON.stringify(theirs) === JSON.stringify(nobodys) ? [] : [{ label: `${endpoint.name}, ids`, endpoint, theirs, nobodys, said: [keyOf(there), noKey, there.word, 'nobody'] }]),
  ];
}

test('what belongs to others and what is nowhere are answered alike, to the last byte', async () => {
  const at = await world();
  const items = itemsOf(at);
  const pairs = (await endpointsOf(at.app)).flatMap((endpoint) => (samples[endpoint.name] ?? []).flatMap((sample) => pairsOf(endpoint, sample, items)));
  const different: string[] = [];
  let asked = 0;
  for (const { label, endpoint, theirs, nobodys, said } of pairs) {
    for (const name of who) {
      at.change('DELETE FROM rate_limit');
      const [a, b] = [await ask(at, requestOf(endpoint, theirs, at.credentials[name])), await ask(at, requestOf(endpoint, nobodys, at.credentials[name]))];
      asked += 1;
      // What was made of it was made here, under a name of the caller's: it has the same fields.
      const isMade = endpoint.method === 'POST' && a.status === 200 && b.status === 200;
      const [one, other] = [a, b].map((told) => JSON.stringify(isMade ? fieldsOf(JSON.parse(told.text)) : comparable(told, said)));
      if (one !== other) different.push(`${label} as ${name}: ${a.status} ${a.text} and ${b.status} ${b.text}`);
    }
  }
  expect(different).toEqual([]);
  expect(pairs.length).toBeGreaterThan(50);
  process.stdout.write(`No oracle: ${pairs.length} pairs of questions, ${asked} compared.\n`);
});

test('two answers that are not alike are told apart', () => {
  const told = (text: string, status = 403): Told => ({ status, headers: new Headers({ 'x-request-id': text }), text });
  expect(comparable(told('There is no zbravo.'), ['zbravo', 'nobody'])).toEqual(comparable(told('There is no nobody.'), ['zbravo', 'nobody']));
  expect(comparable(told(`${here.word} is not yours.`), [])).not.toEqual(comparable(told('It is nowhere.'), []));
  expect(comparable(told('x', 404), [])).not.toEqual(comparable(told('x'), []));
});
