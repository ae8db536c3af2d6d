import type fc from 'fast-check';
import { expect } from 'vitest';
import { calendar, ended, millisecondsADay, type Aggregate, type Answer, type Delivery, type Organisation, type Question, type SourceStore, type UsageStore } from '@pegel/domain';
import { isDelivery, randomNow, type randomCourse } from '@pegel/domain/testing';
import type { Database } from '@pegel/sqlite';
import type { Counted } from '../cube/answering.js';
import { grouped } from '../cube/columns.js';
import type { Cube } from '../cube/cube.js';
import { directoryHistories, type DirectoryHistory } from '../directory-history.js';
import { ledgersIn, type Ledger } from '../ledger.js';
import { wordsIn } from '../words.js';
import { openStore } from './open-store.js';

const basesIn = (bases: Answer['bases']): string => JSON.stringify(bases.map((days) => Object.entries(days).sort()));

const inOrder = (counted: ReadonlyMap<string, readonly Counted[]>): string[] =>
  [...counted].map(([place, values]) => `${place} ${values.reduce((sum, { value }) => sum + value, 0n)}`).filter((text) => !text.endsWith(' 0')).sort();

/** Nothing that a vendor counted by day, and one door onto each system: of those SQL says the whole. At times lines of more than a day are left out as well. */
const plainly = (delivery: Delivery, withLong: boolean): Delivery => {
  const source = { ...delivery.source, name: ['live', 'gateway', 'files'].includes(delivery.source.name) ? delivery.source.name : 'files' };
  return delivery.kind === 'directory' ? { ...delivery, source } : { ...delivery, source, items: delivery.items.filter(({ event }) => event.type !== 'person-day' && (withLong || event.type !== 'spend' || event.to - event.from <= millisecondsADay)) };
};

/** What something came to is left the first time. */
export function sealAll(cube: Cube): void {
  for (let times = 0; times < 1_000; times += 1) if (ended(cube.sealing(Infinity))() === 0) return;
  expect.fail('Days are left.');
}

export interface BesideSql {
  readonly database: Database;
  readonly store: UsageStore & SourceStore;
  /** Where what a question asks is. */
  askedOf(question: Question): { readonly ledger: Ledger; readonly history: DirectoryHistory; readonly aggregate: Aggregate };
  /** What the cube says, in the form of the store's answer. */
  saidBy(cube: Cube, question: Question): readonly string[] | null;
  saidBySql(question: Question): Promise<readonly string[]>;
  /** Whatever can happen in a random course; where they are not wanted, without lines of more than a day. */
  happen(organisation: Organisation, step: Step, withLong: boolean): Promise<void>;
  close(): void;
}

type Step = typeof randomCourse extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

/** A store that answers by SQL alone, and what a cube over the same ledger says. */
export function besideSql(): BesideSql {
  const opened = openStore();
  const { database } = opened;
  const store = opened.again(0);

  function askedOf(question: Question) {
    const ledger = ledgersIn(database).of(question.organisation);
    const history = directoryHistories(database, wordsIn(database)).of(question.organisation, ledger);
    const [aggregate = expect.fail()] = question.aggregates;
    return { ledger, history, aggregate };
  }

  function saidBy(cube: Cube, question: Question): readonly string[] | null {
    const { ledger, history, aggregate } = askedOf(question);
    const counted = cube.count(question, aggregate, { ledger: ledger.id, history });
    if (counted === null) return null;
    const bases = question.fact === 'spend' ? cube.bases(question, ledger.id) : [];
    return [...inOrder(grouped(counted, ({ period, key }) => `${period} ${key ?? ''}`)), basesIn(bases ?? expect.fail())];
  }

  async function saidBySql(question: Question): Promise<readonly string[]> {
    const { rows, bases } = await store.read(question);
    const said = rows.map(({ period, key, values: [value = 0n] }): [string, Counted[]] => [`${period} ${key ?? ''}`, [{ period, key, value }]]);
    return [...inOrder(new Map(said)), basesIn(bases)];
  }

  async function happen(organisation: Organisation, step: Step, withLong: boolean): Promise<void> {
    if (isDelivery(step)) return void (await store.append(organisation, plainly(step, withLong)));
    if ('erased' in step) {
      const [key] = await store.peopleCalled(organisation, step.erased);
      return key === undefined ? undefined : void (await store.erase(organisation, key, { reason: 'A reason.', at: randomNow }));
    }
    const zone = calendar(organisation.timeZone);
    if ('expiredBefore' in step) return void (await store.expire(organisation, zone.startOf(step.expiredBefore), zone.dayOf(randomNow)));
    const listed = await store.quarantined(organisation, { limit: 100 });
    await store.decide(organisation, { verb: step.verb, ids: step.picks.flatMap((pick) => listed[pick]?.id ?? []), by: 'somebody', reason: 'A reason.', at: randomNow });
  }

  return { database, store, askedOf, saidBy, saidBySql, happen, close: () => opened.close() };
}
