import { refusalSentence, type SourceStore, type UsageStore } from '@pegel/domain';

/** The data folder is not the one any more that was opened. */
export class NotInPlace extends Error {
  override readonly name = 'NotInPlace';
  constructor() {
    super(refusalSentence({ name: 'folder-gone', about: {} }));
  }
}

/** Makes a change where the next start looks for it, and none anywhere else. */
export async function changedInPlace<T>(isInPlace: () => boolean, change: () => T): Promise<T> {
  if (!isInPlace()) throw new NotInPlace();
  return change();
}

/** A store that takes nothing in, and says so, where the next start would not find what was written. */
export function inPlaceOnly(store: UsageStore & SourceStore, isInPlace: () => boolean): UsageStore & SourceStore {
  const demand = (): void => {
    if (!isInPlace()) throw new NotInPlace();
  };
  /** Asked before, so that nothing is written for nothing, and after, because an answer promises that it is there. */
  const keeping = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    demand();
    const result = await write();
    demand();
    return result;
  };
  return {
    ...store,
    append: (organisation, delivery) => keeping(() => store.append(organisation, delivery)),
    decide: (organisation, decision, witness) => keeping(() => store.decide(organisation, decision, witness)),
    expire: (organisation, before, today, witness) => keeping(() => store.expire(organisation, before, today, witness)),
    erase: (organisation, key, note, witness) => keeping(() => store.erase(organisation, key, note, witness)),
  };
}
