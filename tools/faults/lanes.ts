import { availableParallelism } from 'node:os';

/** Does numbered work, some of it at the same time; ends with the first failure. */
export async function inLanes(count: number, work: (index: number) => Promise<void>, lanes = Math.min(availableParallelism(), 4)): Promise<void> {
  const waiting = Array.from({ length: count }, (_, index) => index);
  const lane = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      await work(index).catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
}
