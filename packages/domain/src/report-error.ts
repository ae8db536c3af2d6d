import type { RefusalKind } from './refusal-definition.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';

/** What is known of refusals by their names. */
interface KnownRefusals {
  kindOf(refusal: NamedRefusal): RefusalKind;
  sentenceOf(refusal: NamedRefusal): string;
}

let known: KnownRefusals | null = null;

/**
 * Has refusals said in their sentences. A browser loads those of everything that can be refused when the first of them is
 * shown, and not before the first number: until then a refusal is called by its name.
 */
export function sayRefusalsWith(all: KnownRefusals): void {
  known = all;
}

/** A request that cannot be answered, by its name, and in a sentence for the person who made it. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly kind: 'bad-query' | 'not-permitted';
  constructor(readonly refusal: NamedRefusal<RefusalNameOf<'bad-query' | 'not-permitted'>>) {
    super(known?.sentenceOf(refusal) ?? refusal.name);
    this.kind = known?.kindOf(refusal) === 'not-permitted' ? 'not-permitted' : 'bad-query';
  }
}

/** Refuses, where a value is wanted. */
export function refuse(refusal: ReportError['refusal']): never {
  throw new ReportError(refusal);
}
