import { outcomes, type QuarantineView, type SourcesView } from '@pegel/domain';
import { csvLine, textCell } from './csv.js';

/** A line a source, day and kind of item: what arrived on the day, and what is known of it. */
export function sourcesCsv({ sources }: SourcesView): string {
  const header = ['source', 'kind', 'day', 'state', 'events', 'items', 'received', ...outcomes, 'rejected', 'dropped_fields'];
  const rows = sources.flatMap(({ name, kind, days }) =>
    days.flatMap(({ day, state, events, received }) =>
      (['events', 'directory'] as const).map((items) => {
        const tally = received[items];
        return [textCell(name), kind ?? '', day, state, String(events ?? ''), items, ...[tally.received, ...outcomes.map((outcome) => tally[outcome]), tally.rejected, tally.droppedFields].map((count) => String(count ?? ''))];
      }),
    ),
  );
  return [header, ...rows].map(csvLine).join('');
}

/** A line an item; what it says is in one cell, as JSON. */
export function quarantineCsv({ items }: Pick<QuarantineView, 'items'>): string {
  const header = ['id', 'source', 'code', 'state', 'received_at', 'stored', 'content', 'decided_at', 'decided_by', 'reason', 'outcome'];
  const rows = items.map(({ id, source, code, state, receivedAt, stored, content, decided }) => [
    String(id), textCell(source), code, state, receivedAt, stored, textCell(JSON.stringify(content.fields)),
    decided?.at ?? '', textCell(decided?.by ?? null), textCell(decided?.reason ?? null), decided?.outcome ?? '',
  ]);
  return [header, ...rows].map(csvLine).join('');
}
