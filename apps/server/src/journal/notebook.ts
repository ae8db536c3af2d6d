import { createHash } from 'node:crypto';
import { NotJournalled, type Happening, type Instant, type Journal, type JournalParticulars } from '@pegel/domain';
import { NotInPlace } from '../in-place.js';

/** How long the same is written once; an open page asks again every few seconds. */
const sameFor = 10 * 60_000;
/** Of whom nobody knows, so many entries a minute from one address, and from all together: more would be a way to fill the disk. */
const unknownMax = { address: 10, all: 60 } as const;
/** How many different ones are remembered. Of what is forgotten the next one is written again: never too little. */
const rememberedMax = 10_000;

/** Where the server writes down what is done through it. Whoever calls it may answer once it has returned, and not before. */
export interface Notebook {
  /** Each time it happens. Throws where it cannot be written; nothing may be done or shown then. */
  write(organisation: string | null, happening: Happening): void;
  /**
   * The same by the same and from the same address once in ten minutes. How often it happened beyond that stands with the
   * next one, as `more`. What is said `beside` it does not make it another one. Of callers that nobody knows there are at most
   * so many a minute; how many were left out stands with the next one, as `others`.
   */
  writeOnce(organisation: string | null, happening: Happening, beside?: JournalParticulars): void;
}

interface Remembered {
  readonly at: Instant;
  more: number;
}

interface NotebookOptions {
  readonly journal: Journal;
  readonly isInPlace: () => boolean;
  /** Fewer, to try what happens to those that are forgotten. */
  readonly remembers?: number;
}

export function notebookOf({ journal, isInPlace, remembers = rememberedMax }: NotebookOptions): Notebook {
  const remembered = new Map<string, Remembered>();
  const unknown = { minute: 0, written: 0, byAddress: new Map<string | null, number>(), leftOut: 0 };

  /** Whether there is room for one more entry of somebody unknown. */
  function hasRoom(address: string | null, at: Instant): boolean {
    const minute = Math.floor(at / 60_000);
    if (minute !== unknown.minute) {
      unknown.minute = minute;
      unknown.written = 0;
      unknown.byAddress.clear();
    }
    const written = unknown.byAddress.get(address) ?? 0;
    if (written >= unknownMax.address || unknown.written >= unknownMax.all) return false;
    unknown.byAddress.set(address, written + 1);
    unknown.written += 1;
    return true;
  }

  function write(organisation: string | null, happening: Happening): void {
    if (!isInPlace()) throw new NotJournalled(new NotInPlace());
    journal.record(organisation, happening);
  }

  return {
    write,
    writeOnce(organisation, happening, beside = {}) {
      const { at, by, about } = happening;
      // A question can be long; what is remembered of each is not.
      const key = createHash('sha256').update(JSON.stringify([organisation, happening.happening, by.kind, by.id, by.address, about])).digest('base64');
      const last = remembered.get(key);
      // A clock that was set back begins anew.
      if (last !== undefined && at >= last.at && at - last.at < sameFor) {
        last.more += 1;
        return;
      }
      const isUnknown = by.kind === 'nobody';
      if (isUnknown && !hasRoom(by.address, at)) {
        unknown.leftOut += 1 + (last?.more ?? 0);
        if (last !== undefined) last.more = 0;
        return;
      }
      const others = isUnknown ? unknown.leftOut : 0;
      write(organisation, { ...happening, about: { ...about, ...beside, ...(last === undefined || last.more === 0 ? {} : { more: last.more }), ...(others === 0 ? {} : { others }) } });
      if (isUnknown) unknown.leftOut = 0;
      remembered.delete(key);
      remembered.set(key, { at, more: 0 });
      // The first of a map is what was written longest ago.
      if (remembered.size > remembers) for (const oldest of remembered.keys()) { remembered.delete(oldest); break; }
    },
  };
}
