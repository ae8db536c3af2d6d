import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../failure.js';

export interface Answer<T> {
  readonly value: T | null;
  /** Why there is none, in words; what was there before stays. */
  readonly problem: string;
  again(): void;
}

/** What a server answers to a question, asked anew whenever the question is another one; null asks nothing. */
export function useAnswer<T>(question: string | null, ask: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<{ readonly question: string | null; readonly value: T | null; readonly problem: string }>({ question: null, value: null, problem: '' });
  const [turn, setTurn] = useState(0);
  const newest = useRef(ask);
  newest.current = ask;
  useEffect(() => {
    if (question === null) return undefined;
    let isWanted = true;
    newest.current().then(
      (value) => isWanted && setState({ question, value, problem: '' }),
      (error: unknown) => isWanted && setState((before) => ({ question, value: before.question === question ? before.value : null, problem: sentenceOf(error) })),
    );
    // An answer that nobody waits for any more is not shown.
    return () => {
      isWanted = false;
    };
  }, [question, turn]);
  return { value: state.question === question ? state.value : null, problem: state.problem, again: () => setTurn((before) => before + 1) };
}
