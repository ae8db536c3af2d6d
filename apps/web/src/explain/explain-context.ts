import { createContext, useContext } from 'solid-js';
import type { Explained, PageId } from '@pegel/presentation';

/** What a number on the page needs to be asked to explain itself. */
export interface Explaining {
  /** On which page numbers have their names. */
  page(): PageId;
  isOpen(explained: Explained): boolean;
  /** Opens its explanation, or closes it where it is the one that is open. The focus goes back to where it was asked from. */
  toggle(explained: Explained, from: Element | null): void;
}

export const ExplainContext = createContext<Explaining>();

export function useExplaining(): Explaining {
  const explaining = useContext(ExplainContext);
  if (explaining === undefined) throw new Error('Numbers are only explained on a page that can.');
  return explaining;
}
