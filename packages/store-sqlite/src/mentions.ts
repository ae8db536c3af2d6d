import { wordsToFind, type MentionPlace, type Mentions } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** What holds each kind of thing's key, and what tells two of them apart. */
const columns: readonly (readonly [place: MentionPlace, column: string, of: string])[] = [
  ['event', 'id', 'source, id'], ['chat', 'chat', 'chat'], ['project', 'project', 'project'], ['artifact', 'artifact', 'artifact'], ['connector', 'connector', 'connector'],
  ['model', 'model', 'model'], ['service', 'service', 'service'],
];

/** Counts things that are called by what has one of some words in it, whatever its case. */
export function mentionsReader(database: Database): (ledger: number, words: readonly string[]) => Mentions {
  const pattern = { deterministic: true, directOnly: true };
  database.function('has_word', pattern, (text: unknown, words: unknown) => {
    if (typeof text !== 'string' || typeof words !== 'string') return 0;
    const lower = text.normalize('NFC').toLowerCase();
    return wordsIn(words).some((word) => lower.includes(word)) ? 1 : 0;
  });
  const inEvents = columns.map(([place, column, of]) => ({
    place,
    count: database.prepare<[{ ledger: number; words: string }], number>(
      `SELECT count(*) FROM (SELECT DISTINCT ${of} FROM (
         SELECT ${[...new Set([...of.split(', '), column])].join(', ')} FROM events WHERE organisation = :ledger UNION ALL SELECT ${[...new Set([...of.split(', '), column])].join(', ')} FROM event_history WHERE organisation = :ledger
       ) WHERE ${column} IS NOT NULL AND has_word(${column}, :words))`,
    ).pluck(),
  }));
  const inList = (place: MentionPlace, things: string) => ({
    place,
    count: database.prepare<[{ ledger: number; words: string }], number>(
      `SELECT count(*) FROM (SELECT DISTINCT thing FROM (${things}) WHERE thing IS NOT NULL AND has_word(thing, :words))`,
    ).pluck(),
  });
  const people = 'directory_people p JOIN directory_snapshots s ON s.id = p.snapshot';
  const places = [
    ...inEvents,
    inList('group', `SELECT g.value AS thing FROM ${people} JOIN json_each(p.groups) g WHERE s.organisation = :ledger`),
    inList('department', `SELECT p.department AS thing FROM ${people} WHERE s.organisation = :ledger`),
    inList('reason', `SELECT id || reason AS thing FROM quarantine WHERE organisation = :ledger AND reason IS NOT NULL`),
    inList('costCentre', `SELECT p.cost_centre AS thing FROM ${people} WHERE s.organisation = :ledger`),
  ];
  return (ledger, said) => {
    const words = wordsToFind(said);
    if (words.length === 0) return {};
    return Object.fromEntries(places.flatMap(({ place, count }) => {
      const things = count.get({ ledger, words: JSON.stringify(words) }) ?? 0;
      return things === 0 ? [] : [[place, things]];
    }));
  };
}

let last: { readonly text: string; readonly words: readonly string[] } | null = null;

/** The list that a statement hands over with every row, read once. */
function wordsIn(text: string): readonly string[] {
  if (last?.text !== text) last = { text, words: JSON.parse(text) as readonly string[] }; // Only the reader above writes it.
  return last.words;
}
