import { setImmediate as others } from 'node:timers/promises';

/** How long it goes on before everybody else has a turn. */
const turnMilliseconds = 5;

/** Takes one item after the other, however many there are; whoever else waits is not kept waiting for all of them. */
export async function inTurns<Item>(items: Iterable<Item>, take: (item: Item) => void): Promise<void> {
  await stepsInTurns(taking(items, take));
}

function* taking<Item>(items: Iterable<Item>, take: (item: Item) => void): Generator<void, void> {
  for (const item of items) {
    take(item);
    yield;
  }
}

/** The same with what is done in steps. */
export async function stepsInTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begun < turnMilliseconds) continue;
    await others();
    begun = performance.now();
  }
}
