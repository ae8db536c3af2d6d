import { changedDays, everythingUpTo, type SourceStore, type Touched, type Organisation, type UsageStore } from '@pegel/domain';
import type { Changes } from './changes.js';

/** A store that tells what changed once it is durable, whichever door it came through, and whoever decided it. */
export function announcing(store: UsageStore & SourceStore, changes: Pick<Changes, 'publish'>): UsageStore & SourceStore {
  const tell = (organisation: Organisation, touched: Touched): void => changes.publish(organisation, changedDays(organisation, touched));
  return {
    ...store,
    async append(organisation, delivery) {
      const receipt = await store.append(organisation, delivery);
      if (receipt.touched !== null) tell(organisation, receipt.touched);
      return receipt;
    },
    async decide(organisation, decision, witness) {
      const results = await store.decide(organisation, decision, witness);
      // People decide seldom, and on items of any day.
      if (results.some((result) => result.kind === 'decided' && result.outcome !== null && result.outcome !== 'duplicate')) tell(organisation, everythingUpTo(decision.at));
      return results;
    },
    async expire(organisation, before, today, witness) {
      const people = await store.expire(organisation, before, today, witness);
      if (people > 0) tell(organisation, everythingUpTo(before));
      return people;
    },
    async erase(organisation, key, note, witness) {
      const held = await store.erase(organisation, key, note, witness);
      // Numbers by person are others, of any day.
      if (held !== null) tell(organisation, everythingUpTo(note.at));
      return held;
    },
  };
}
