import type { Live } from './watched.js';

/**
 * Asks at every check whether somebody may still be here, as every request of theirs would ask it. Where the answer is no,
 * that is told, and nothing is asked any more. The returned function calls it off.
 */
export function stillHere({ clock, checkMilliseconds }: Pick<Live, 'clock' | 'checkMilliseconds'>, ask: () => Promise<void>, isNot: (error: unknown) => void): () => void {
  let isOver = false;
  let callOff = (): void => undefined;
  const check = async (): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      if (!isOver) isNot(error);
      return;
    }
    if (!isOver) schedule();
  };
  const schedule = (): void => {
    callOff = clock.after(checkMilliseconds, () => void check());
  };
  schedule();
  return () => {
    isOver = true;
    callOff();
  };
}
