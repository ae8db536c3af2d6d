import { dayNumber, type Day, type Nano, type Surface } from '@pegel/domain';
import type { Random } from './random.js';

type Family = 'sonnet' | 'opus' | 'haiku';

export interface Model {
  readonly id: string;
  readonly family: Family;
  readonly released: Day;
  /** List price of one token, in nano-dollars: 3,000 is $3 for a million. */
  readonly inputPrice: Nano;
  readonly outputPrice: Nano;
}

/** Newest first within a family. Prices are there to make the demo plausible; they are no price list. */
const models: readonly Model[] = [
  { id: 'claude-sonnet-5-5', family: 'sonnet', released: '2026-09-28', inputPrice: 2_000n, outputPrice: 10_000n },
  { id: 'claude-sonnet-5', family: 'sonnet', released: '2026-06-30', inputPrice: 2_000n, outputPrice: 10_000n },
  { id: 'claude-sonnet-4-6', family: 'sonnet', released: '2026-02-17', inputPrice: 3_000n, outputPrice: 15_000n },
  { id: 'claude-sonnet-4-5', family: 'sonnet', released: '2025-09-29', inputPrice: 3_000n, outputPrice: 15_000n },
  { id: 'claude-opus-5-5', family: 'opus', released: '2026-09-22', inputPrice: 4_000n, outputPrice: 20_000n },
  { id: 'claude-opus-5', family: 'opus', released: '2026-07-24', inputPrice: 5_000n, outputPrice: 25_000n },
  { id: 'claude-opus-4-8', family: 'opus', released: '2026-05-28', inputPrice: 5_000n, outputPrice: 25_000n },
  { id: 'claude-opus-4-6', family: 'opus', released: '2026-02-05', inputPrice: 5_000n, outputPrice: 25_000n },
  { id: 'claude-opus-4-5', family: 'opus', released: '2025-11-24', inputPrice: 5_000n, outputPrice: 25_000n },
  { id: 'claude-opus-4-1', family: 'opus', released: '2025-08-05', inputPrice: 15_000n, outputPrice: 75_000n },
  { id: 'claude-haiku-4-5', family: 'haiku', released: '2025-10-15', inputPrice: 1_000n, outputPrice: 5_000n },
];

type Shares = Readonly<Record<Family, number>>;
interface Taste {
  readonly early: Shares;
  readonly late: Shares;
}

/** What is asked for where, in percent, when the roll-out begins and when it is done. */
const chatTaste: Taste = { early: { sonnet: 78, opus: 8, haiku: 14 }, late: { sonnet: 58, opus: 30, haiku: 12 } };
const codeTaste: Taste = { early: { sonnet: 84, opus: 14, haiku: 2 }, late: { sonnet: 44, opus: 54, haiku: 2 } };
const apiTaste: Taste = { early: { sonnet: 50, opus: 0, haiku: 50 }, late: { sonnet: 35, opus: 0, haiku: 65 } };

const tasteOf = (surface: Surface): Taste => (surface === 'api' ? apiTaste : surface === 'chat' ? chatTaste : codeTaste);

const families: readonly Family[] = ['sonnet', 'opus', 'haiku'];
const ofFamily = (wanted: Family): readonly Model[] => models.filter(({ family }) => family === wanted);
const byFamily: Readonly<Record<Family, readonly Model[]>> = { sonnet: ofFamily('sonnet'), opus: ofFamily('opus'), haiku: ofFamily('haiku') };

/** The model somebody uses on a day: the family by surface, in it the newest, unless they have not switched yet. */
export function drawModel(surface: Surface, day: Day, progress: number, random: Random): Model {
  const { early, late } = tasteOf(surface);
  const wanted = random.weighted(families, (family) => early[family] + (late[family] - early[family]) * progress);
  const candidates = byFamily[wanted];
  return candidates.find((model) => random.chance(switched(model, day))) ?? oldest(candidates);
}

/** The share of people who have moved to a model, some weeks after its release: nobody on the day before it, few never do. */
function switched(model: Model, day: Day): number {
  const age = dayNumber(day) - dayNumber(model.released);
  return age < 0 ? 0 : Math.min(0.95, 0.15 + age / 45);
}

function oldest(candidates: readonly Model[]): Model {
  const model = candidates.at(-1);
  if (!model) throw new RangeError('A family has at least one model.');
  return model;
}
