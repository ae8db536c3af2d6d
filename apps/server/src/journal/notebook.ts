import { NotJournalled, type Happening, type Instant, type Journal, type JournalParticulars } from '@pegel/domain';
import { NotInPlace } from '../in-place.js';

/** How long the same is written once; an open page asks again every few seconds. */
const sameFor = 10 * 60_000;
/** How many different ones are remembered. Of what is forgotten the next one is written again: never too little. */
const rememberedMax = 10_000;

/** Where the server writes down what is done through it. Whoever calls it may answer once it has returned, and not before. */
export interface Notebook {
  /** Each time it happens. Throws where it cannot be written; nothing may be done or shown then. */
  write(organisation: string | null, happening: Happening): void;
  /**
   * The same by the same and from the same address once in ten minutes. How often it happened beyond that stands with the
   * next one, as `more`. What is said `beside` it does not make it another one.
   */
  writeOnce(organisation: string | null, happening: Happening, beside?: JournalParticulars): void;
}

interface Remembered {
  readonly at: Instant;
  more: number;
}

export function notebookOf({ journal, isInPlace }: { readonly journal: Journal; readonly isInPlace: () => boolean }): Notebook {
  const remembered = new Map<string, Remembered>();

  function write(organisation: string | null, happening: Happening): void {
    if (!isInPlace()) throw new NotJournalled(new NotInPlace());
    journal.record(organisation, happening);
  }

  return {
    write,
    writeOnce(organisation, happening, beside = {}) {
      const { at, by, about } = happening;
      const key = JSON.stringify([organisation, happening.happening, by.kind, by.id, by.address, about]);
      const last = remembered.get(key);
      // A clock that was set back begins anew.
      if (last !== undefined && at >= last.at && at - last.at < sameFor) {
        last.more += 1;
        return;
      }
      write(organisation, { ...happening, about: { ...about, ...beside, ...(last === undefined || last.more === 0 ? {} : { more: last.more }) } });
      remembered.delete(key);
      remembered.set(key, { at, more: 0 });
      // The first of a map is what was written longest ago.
      if (remembered.size > rememberedMax) for (const oldest of remembered.keys()) { remembered.delete(oldest); break; }
    },
  };
}
