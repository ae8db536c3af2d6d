import { createSignal, type Accessor } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { recallInTab, rememberInTab } from './stored.js';

/** What whoever looks says they look at numbers of people for. It keeps for this tab until they sign out, and is never part of an address. */
export interface Purpose {
  /** The organisation's list; empty where it asks for none. */
  readonly list: Accessor<readonly string[]>;
  readonly chosen: Accessor<string | null>;
  choose(purpose: string | null): void;
}

/** A purpose is one organisation's: in another one it has to be said anew. */
export const purposePlace = 'purpose';

export function createPurpose(organisation: Accessor<Pick<ReaderView['organisation'], 'slug' | 'purposes'>>): Purpose {
  const [said, setSaid] = createSignal(recallInTab(purposePlace) ?? '');
  const inPlace = (purpose: string) => `${organisation().slug} ${purpose}`;
  return {
    list: () => organisation().purposes,
    // One that an owner has taken off the list meanwhile is none any more.
    chosen: () => organisation().purposes.find((purpose) => inPlace(purpose) === said()) ?? null,
    choose(purpose) {
      setSaid(purpose === null ? '' : inPlace(purpose));
      rememberInTab(purposePlace, said());
    },
  };
}
