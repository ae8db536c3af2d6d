import type { Reader } from './permissions.js';
import { refuse } from './report-error.js';
import type { DeliveryRecord, SourceStore } from './source-store.js';
import { permitSources } from './sources.js';

/** A delivery as those see it who answer for the data. */
export interface DeliveryView extends Omit<DeliveryRecord, 'receivedAt'> {
  readonly receivedAt: string;
}

export interface DeliveriesView {
  readonly organisation: string;
  readonly timeZone: string;
  /** The newest first. */
  readonly deliveries: readonly DeliveryView[];
  /** Before which one there are more; `null` at the end. */
  readonly next: number | null;
}

export interface DeliveriesQuery {
  readonly source?: string | undefined;
  readonly before?: number | undefined;
  readonly limit?: number | undefined;
}

export const deliveryLimits = { usual: 20, max: 200 } as const;

/** What was delivered when and what became of it, a line a delivery: how sources work, and nothing of what they say. */
export async function deliveriesView(reader: Reader, store: SourceStore, { source, before, limit = deliveryLimits.usual }: DeliveriesQuery): Promise<DeliveriesView> {
  permitSources(reader);
  if (!Number.isInteger(limit) || limit < 1 || limit > deliveryLimits.max) refuse({ name: 'whole-number', about: { field: 'limit', least: '1', most: String(deliveryLimits.max), given: String(limit) } });
  const { organisation } = reader;
  const found = await store.deliveries(organisation, { source, before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return {
    organisation: organisation.slug, timeZone: organisation.timeZone,
    deliveries: shown.map(({ receivedAt, ...rest }) => ({ ...rest, receivedAt: new Date(receivedAt).toISOString() })),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
