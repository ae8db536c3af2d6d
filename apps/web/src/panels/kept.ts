import type { Freshness } from '@pegel/presentation';

interface Shown {
  readonly content: object | null;
  readonly freshness?: Freshness | null;
}

/** What a panel showed stays while it waits for a question that was never asked before, such as the same by week. The caller says what came before, and only where it is of the same people. */
export const kept = <Model extends Shown>(panel: Model, earlier: Model | undefined): Model =>
  panel.content !== null || earlier === undefined || earlier.content === null ? panel : { ...panel, content: earlier.content, freshness: earlier.freshness ?? null };
