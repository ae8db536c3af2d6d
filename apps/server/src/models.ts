import { leadingModels, type Instant, type Reader, type UsageStore } from '@pegel/domain';
import type { Logger } from './log.js';

/** Models do not come and go by the minute. */
const freshMilliseconds = 15 * 60_000;

/** Readers of many organisations, each with few different sights of it. */
const keptMax = 200;

interface Kept {
  readonly models: readonly string[];
  readonly at: Instant;
}

/**
 * The models that readers tell apart by colour. All who are told the same share one answer, and it is looked up anew after a
 * while without anybody waiting for it. Nobody is kept from entering because it cannot be had; the log says so.
 */
export function modelsFor(store: UsageStore, now: () => Instant, log: Logger): (reader: Reader) => Promise<readonly string[]> {
  const kept = new Map<string, Kept>();
  const asked = new Map<string, Promise<readonly string[]>>();
  const lookUp = async (sight: string, reader: Reader): Promise<readonly string[]> => {
    try {
      const models = await leadingModels(reader, store, now());
      if (kept.size >= keptMax) kept.clear();
      kept.set(sight, { models, at: now() });
      return models;
    } catch (error) {
      log.warn({ err: error }, 'which models are told apart by colour could not be looked up; those of the last time are, and it is tried again with the next who enters');
      return kept.get(sight)?.models ?? [];
    } finally {
      asked.delete(sight);
    }
  };
  return async (reader) => {
    const sight = JSON.stringify([reader.organisation.slug, reader.organisation.extraUsage, [...reader.permissions].toSorted()]);
    const known = kept.get(sight);
    if (known !== undefined && now() - known.at < freshMilliseconds) return known.models;
    const asking = asked.get(sight) ?? lookUp(sight, reader);
    asked.set(sight, asking);
    return known?.models ?? asking;
  };
}
