import { outcomes, type QuarantineItemView, type QuarantineView, type SourcesView } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

type Source = SourcesView['sources'][number];
type SourceDay = Source['days'][number];
interface Line {
  readonly source: Source;
  readonly day: SourceDay;
  readonly items: keyof SourceDay['received'];
}

const tally = ({ day, items }: Line) => day.received[items];

const sourceColumns: readonly Column<Line>[] = [
  column('source', 'text', ({ source }) => source.name),
  column('kind', 'word', ({ source }) => source.kind),
  column('day', 'days', ({ day }) => day.day),
  column('state', 'word', ({ day }) => day.state),
  column('events', 'number', ({ day }) => day.events),
  column('items', 'word', ({ items }) => items),
  column('received', 'number', (line) => tally(line).received),
  ...outcomes.map((outcome) => column<Line>(outcome, 'number', (line) => tally(line)[outcome])),
  column('rejected', 'number', (line) => tally(line).rejected),
  column('dropped_fields', 'number', (line) => tally(line).droppedFields),
];

/** A row a source, day and kind of item: what arrived on the day, and what is known of it. */
export const sourcesRows = ({ sources }: SourcesView): Rows =>
  rowsOf(sourceColumns, sources.flatMap((source) => source.days.flatMap((day) => (['events', 'directory'] as const).map((items) => ({ source, day, items })))));

const itemColumns: readonly Column<QuarantineItemView>[] = [
  column('id', 'word', ({ id }) => id),
  column('source', 'text', ({ source }) => source),
  column('code', 'word', ({ code }) => code),
  column('state', 'word', ({ state }) => state),
  column('received_at', 'word', ({ receivedAt }) => receivedAt),
  column('stored', 'word', ({ stored }) => stored),
  column('content', 'text', ({ content }) => JSON.stringify(content.fields)),
  column('decided_at', 'word', ({ decided }) => decided?.at),
  column('decided_by', 'text', ({ decided }) => decided?.by),
  column('reason', 'text', ({ decided }) => decided?.reason),
  column('outcome', 'word', ({ decided }) => decided?.outcome),
];

/** A row an item; what it says is one text, as JSON. */
export const quarantineRows = ({ items }: Pick<QuarantineView, 'items'>): Rows => rowsOf(itemColumns, items);
