import { basename } from 'node:path';
import { shown, type DirectoryField, type Words } from '@pegel/domain';
import type { Columns } from './columns.js';
import { numbers } from './reasons.js';

/** Which columns of a table were taken for what, so that a wrong guess is seen. */
export function columnsNote(file: string, columns: Columns): Words {
  const pairs = [...columns].map(([target, names]) => `${target} ${names.map(shown).join(' + ')}`).join(', ');
  return { en: `${basename(file)}, by its columns: ${pairs}.`, de: `${basename(file)}, nach ihren Spalten: ${pairs}.` };
}

const fieldWords: Readonly<Record<DirectoryField, Words>> = {
  status: { en: 'status', de: 'Status' },
  seat: { en: 'seat', de: 'Platz' },
  invites: { en: 'invite', de: 'Einladung' },
  joinedAt: { en: 'when they joined', de: 'Beitritt' },
  groups: { en: 'groups', de: 'Gruppen' },
  department: { en: 'department', de: 'Abteilung' },
  costCentre: { en: 'cost centre', de: 'Kostenstelle' },
};

/** What a list came to, and whether it says who has a seat. */
export function listNote(day: string, people: number, seats: number, fields: readonly DirectoryField[]): Words {
  const said = (language: keyof Words) => fields.map((field) => fieldWords[field][language]).join(', ');
  const [en, de] = [numbers.en, numbers.de];
  const listed = { en: `${day}: ${en.format(people)} ${people === 1 ? 'person' : 'people'}`, de: `${day}: ${de.format(people)} ${people === 1 ? 'Person' : 'Personen'}` };
  if (fields.length === 0) return { en: `${listed.en}. The list says who is who, and nothing else.`, de: `${listed.de}. Die Liste sagt, wer wer ist, und sonst nichts.` };
  const content = { en: `The list says ${said('en')}.`, de: `Die Liste nennt ${said('de')}.` };
  return fields.includes('seat')
    ? { en: `${listed.en}, ${en.format(seats)} with a seat. ${content.en}`, de: `${listed.de}, ${de.format(seats)} mit Platz. ${content.de}` }
    : { en: `${listed.en}. ${content.en} Seats stay what they are.`, de: `${listed.de}. ${content.de} Die Plätze bleiben, wie sie sind.` };
}
