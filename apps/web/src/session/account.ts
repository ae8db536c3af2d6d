import { createMemo, type Accessor } from 'solid-js';
import type { OwnAccount } from '@pegel/domain';
import { createAnswer } from '../primitives/create-answer.js';
import { ask, type Answer } from './asking.js';

/** What anybody may know before they sign in. */
interface DoorView {
  /** Whether there is no organisation yet, and the set-up is open. */
  readonly setUp: boolean;
  readonly oidc: { readonly name: string } | null;
}

/** Whose account this browser is signed in to; `null` until that is known. */
export function createAccount(): { readonly answer: Accessor<Answer<OwnAccount> | null>; readonly reload: () => Promise<void> } {
  const answer = createAnswer<Answer<OwnAccount>>(() => ({ queryKey: ['account'], queryFn: () => ask<OwnAccount>('/account'), staleTime: 60_000 }));
  return {
    answer: createMemo(() => answer().data ?? null),
    reload: async () => void (await answer().refetch()),
  };
}

/** What stands at the door; `null` until that is known. A server that does not say has neither. */
export function createDoor(): Accessor<DoorView | null> {
  const answer = createAnswer<Answer<DoorView>>(() => ({ queryKey: ['door'], queryFn: () => ask<DoorView>('/sign-in.json'), staleTime: 60_000 }));
  return createMemo(() => {
    const { data } = answer();
    if (data === undefined) return null;
    return data.kind === 'answered' ? data.body : { setUp: false, oidc: null };
  });
}
