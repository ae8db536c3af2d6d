import { useRef, useState } from 'react';

interface ChoiceAt<T> {
  /** The place of the row that is pointed at, within those there are. */
  readonly at: number;
  /** What a key chooses now; nothing where nothing was found. */
  chosen(): T | undefined;
  move(step: number): void;
  /** From the first one again, since others will be found. */
  restart(): void;
}

/** Which of the things that were found is pointed at. Enter can follow an arrow before the frame with it has been drawn, and chooses what the arrow led to. */
export function useChoice<T>(found: readonly T[]): ChoiceAt<T> {
  const [at, setAt] = useState(0);
  const newest = useRef({ found, at });
  newest.current = { found, at };
  return {
    at: Math.min(at, found.length - 1),
    chosen: () => newest.current.found[newest.current.at],
    move(step) {
      newest.current.at = Math.max(0, Math.min(newest.current.found.length - 1, newest.current.at + step));
      setAt(newest.current.at);
    },
    restart: () => setAt(0),
  };
}
