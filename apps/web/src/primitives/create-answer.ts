import { QueryObserver, type QueryObserverOptions, type QueryObserverResult } from '@tanstack/solid-query';
import { createComputed, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { failureOf } from '@pegel/client';
import { useSession } from '../session/session.js';
import { giveBack } from './give-back.js';

/** Asks twice more where nobody answered; what was refused or went wrong would only do so again. */
export const whileUnreachable = (count: number, error: Error): boolean => count < 2 && failureOf(error) === 'unreachable';

/**
 * The answer to a question that may change, as far as it is there. TRICKY: `useQuery` would hold back every navigation
 * until its data has arrived, so that a chosen period would not even show as chosen; this never suspends anything.
 */
export function createAnswer<T>(question: Accessor<QueryObserverOptions<T>>): Accessor<QueryObserverResult<T>> {
  const { queries } = useSession();
  const observer = new QueryObserver<T>(queries, question());
  const [answer, setAnswer] = createSignal(observer.getCurrentResult());
  const leave = observer.subscribe((next) => setAnswer(next));
  onCleanup(() => giveBack(leave));
  createComputed(
    on(question, (next) => {
      observer.setOptions(next);
      setAnswer(observer.getCurrentResult());
    }, { defer: true }),
  );
  return answer;
}
