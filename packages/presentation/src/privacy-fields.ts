import { keptThings, type ArrivingFields, type DocumentBlock, type DocumentTable, type EventField, type KeptColumns, type Language, type Words } from '@pegel/domain';
import { directoryWords, eventFieldWords, eventTypeWords, keptWords, personWords, referenceWords, tokenWords, totalWords } from './words-privacy-fields.js';
import type { privacyEn } from './words-privacy-en.js';

const start = 'start' as const;

/** Fields with what each is, in the order in which the schema has them. */
function fieldTable<Name extends string>(caption: string, fields: readonly Name[], says: Readonly<Record<Name, Words>>, language: Language, { collected }: typeof privacyEn): DocumentBlock {
  return {
    kind: 'table',
    table: {
      caption,
      columns: [{ label: collected.field, align: start, isCode: true }, { label: collected.meaning, align: start, isProse: true }],
      rows: fields.map((name) => [name, says[name][language]]),
    },
  };
}

/** Everything that can arrive: kinds of events, their fields, whose use it was, and directories. */
export function arrivingBlocks({ events, reference, tokens, directory, person, totals }: ArrivingFields, language: Language, words: typeof privacyEn): readonly DocumentBlock[] {
  const { collected } = words;
  const text = (said: string): DocumentBlock => ({ kind: 'text', text: said });
  const types = Object.keys(events) as (keyof typeof events)[]; // Object.keys forgets the literal keys.
  const fields = [...new Set(types.flatMap((type): readonly EventField[] => events[type]))];
  const where = (field: EventField): string => {
    const those = types.filter((type) => events[type].includes(field));
    return those.length === types.length ? collected.everywhere : those.join(', ');
  };
  const kinds: DocumentTable = {
    caption: collected.kinds,
    columns: [{ label: collected.kind, align: start, isCode: true }, { label: collected.says, align: start, isProse: true }],
    rows: types.map((type) => [type, eventTypeWords[type][language]]),
  };
  const ofEvents: DocumentTable = {
    caption: collected.fields,
    columns: [{ label: collected.field, align: start, isCode: true }, { label: collected.meaning, align: start, isProse: true }, { label: collected.where, align: start, isProse: true }],
    rows: fields.map((field) => [field, eventFieldWords[field][language], where(field)]),
  };
  return [
    text(collected.before),
    { kind: 'table', table: kinds },
    text(collected.fieldsBefore),
    { kind: 'table', table: ofEvents },
    fieldTable(collected.person, reference, referenceWords, language, words),
    fieldTable(collected.tokens, tokens, tokenWords, language, words),
    text(collected.directoryBefore),
    fieldTable(collected.directory, directory, directoryWords, language, words),
    fieldTable(collected.people, person, personWords, language, words),
    fieldTable(collected.totals, totals, totalWords, language, words),
    text(collected.after),
  ];
}

/** What is kept of accounts and decisions, a row a kind, with the columns in which it lies. */
export function keptTable(kept: KeptColumns, language: Language, { accounts }: typeof privacyEn): DocumentTable {
  return {
    caption: accounts.caption,
    columns: [{ label: accounts.what, align: start }, { label: accounts.says, align: start, isProse: true }, { label: accounts.columns, align: start, isCode: true }],
    rows: keptThings.map((thing) => {
      const { name, says } = keptWords[thing];
      const columns = Object.keys(kept).filter((column) => kept[column] === thing);
      return [name[language], says[language], columns.join(', ')];
    }),
  };
}
