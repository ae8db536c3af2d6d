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

type Purposeful = Pick<ReaderView['organisation'], 'slug' | 'purposes'>;

const inPlace = ({ slug }: Pick<Purposeful, 'slug'>, purpose: string) => `${slug} ${purpose}`;

/** What was said in this tab. One that an owner has taken off the list meanwhile is none any more. */
export const purposeIn = (organisation: Purposeful, said = recallInTab(purposePlace) ?? ''): string | null => organisation.purposes.find((purpose) => inPlace(organisation, purpose) === said) ?? null;

export function createPurpose(organisation: Accessor<Purposeful>): Purpose {
  const [said, setSaid] = createSignal(recallInTab(purposePlace) ?? '');
  return {
    list: () => organisation().purposes,
    chosen: () => purposeIn(organisation(), said()),
    choose(purpose) {
      setSaid(purpose === null ? '' : inPlace(organisation(), purpose));
      rememberInTab(purposePlace, said());
    },
  };
}
