import type { TableId, TablePageId } from './panels.js';

/** How much of a page a terminal shows at once. */
type Room = 'wide' | 'narrow';

/** What a terminal shows of a page first, where not all of it has room: rankings before pictures of what the table above them says in numbers. */
const foremost: Readonly<Record<Room, Partial<Record<TablePageId, readonly TableId[]>>>> = {
  wide: { adoption: ['adoption_numbers', 'chats_course', 'messages_course', 'top_projects', 'top_artifacts', 'top_connectors'] },
  narrow: {
    adoption: ['adoption_numbers', 'top_projects', 'top_artifacts', 'top_connectors'],
    spend: ['spend_to_date', 'spend_by_model_1m', 'spend_by_model_3m', 'spend_by_model_1y'],
  },
};

/** The panels of a page in the order in which a terminal goes through them; what has no place of its own follows as it stands on the page. */
export function foremostFirst<Panel extends { readonly id: TableId }>(page: TablePageId, panels: readonly Panel[], room: Room): readonly Panel[] {
  const first = foremost[room][page] ?? [];
  const isFirst = ({ id }: Panel) => first.includes(id);
  return [...panels.filter(isFirst), ...panels.filter((panel) => !isFirst(panel))];
}
