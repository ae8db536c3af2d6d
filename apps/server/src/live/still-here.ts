import type { Live } from './watched.js';

/**
 * Asks in every round whether somebody may still be here, as every request of theirs would ask it. Where the answer is no,
 * that is told, and nothing is asked any more. The returned function calls it off.
 */
export function stillHere({ rounds }: Pick<Live, 'rounds'>, ask: () => Promise<void>, isNot: (error: unknown) => void): () => void {
  let isOver = false;
  let isAsking = false;
  const check = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      await ask();
    } catch (error) {
      if (!isOver) isNot(error);
      callOff();
    } finally {
      isAsking = false;
    }
  };
  const leave = rounds.join(() => void check());
  const callOff = (): void => {
    isOver = true;
    leave();
  };
  return callOff;
}
