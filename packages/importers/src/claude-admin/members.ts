import { shown, type Day, type PersonStatus, type WireDirectory, type WirePerson, type Words } from '@pegel/domain';
import { noRows, type Cells, type Reading } from './reading.js';

const statuses: ReadonlyMap<string, PersonStatus> = new Map([
  ['active', 'active'],
  ['inactive', 'suspended'], ['suspended', 'suspended'], ['deactivated', 'suspended'],
  ['pending', 'invited'], ['invited', 'invited'], ['invite sent', 'invited'],
]);

/**
 * The list of members, as one directory: who is not in it has left. So it is taken whole or not at all, for a row that is left
 * out would make somebody leave who has not.
 */
export async function membersDirectory(reading: Reading, day: Day): Promise<WireDirectory | null> {
  const people = new Map<string, WirePerson & { readonly line: number }>();
  for await (const { line, cells } of reading.rows()) {
    const email = cells.email('Email');
    const status = statuses.get(cells.text('Status').toLowerCase());
    const seat = seatOf(cells, status);
    const before = email === null ? undefined : people.get(email);
    if (cells.wrong !== null) reading.refuse(line, 'bad-cell', cells.wrong);
    else if (email === null) reading.refuse(line, 'bad-cell', noEmail);
    else if (status === undefined) reading.refuse(line, 'bad-cell', unknownStatus(cells.text('Status')));
    else if (seat === undefined) reading.refuse(line, 'bad-cell', noSeatTier);
    else if (before !== undefined) reading.refuse(line, 'person-twice', twice(before.line));
    else people.set(email, { line, email, ...nameOf(cells), status, seat });
  }
  if (!reading.isWhole) {
    reading.note(null, 'no-directory', noDirectory);
    return null;
  }
  if (people.size === 0) {
    reading.note(null, 'no-rows', noRows);
    return null;
  }
  // Whether those who are only invited are in the list is not written anywhere; without one of them it says nothing of invites.
  const hasInvites = [...people.values()].some(({ status }) => status === 'invited');
  // Noon of UTC lies on the same civil day from twelve hours behind it to eleven ahead.
  return { takenAt: `${day}T12:00:00Z`, complete: true, fields: ['status', 'seat', ...(hasInvites ? ['invites' as const] : [])], people: [...people.values()].map(({ line: _line, ...person }) => person) };
}

/** The tier of a seat, `null` for none; `undefined` where nobody can tell. */
function seatOf(cells: Cells, status: PersonStatus | undefined): string | null | undefined {
  const tier = cells.text('Seat Tier').toLowerCase();
  if (tier === 'unassigned') return null;
  if (tier === '') return status === 'active' ? undefined : null;
  return tier.length <= 200 && !tier.startsWith('@') ? tier : undefined;
}

/** A name is for showing; one that cannot be shown is left out. */
function nameOf(cells: Cells): { readonly name?: string } {
  const name = cells.text('Name');
  return name !== '' && name.length <= 400 && name.isWellFormed() ? { name } : {};
}

const noEmail: Words = { en: 'The row has no e-mail address, by which a member is known.', de: 'Die Zeile hat keine E-Mail-Adresse, an der ein Mitglied erkannt wird.' };
const noSeatTier: Words = { en: '"Seat Tier" must be Standard, Premium, another tier, or Unassigned for an active member.', de: '„Seat Tier“ muss bei einem aktiven Mitglied Standard, Premium, eine andere Stufe oder Unassigned sein.' };
const unknownStatus = (status: string): Words => ({ en: `"Status" must be Active, Inactive or Pending; it is ${shown(status)}.`, de: `„Status“ muss Active, Inactive oder Pending sein; es ist ${shown(status)}.` });
const twice = (line: number): Words => ({ en: `The member is already in line ${line}.`, de: `Das Mitglied steht schon in Zeile ${line}.` });
const noDirectory: Words = {
  en: 'Since rows cannot be read, the list is not taken: whoever is missing from it would have left. Repair the rows, or export the file again.',
  de: 'Da Zeilen sich nicht lesen lassen, wird die Liste nicht übernommen: Wer in ihr fehlt, wäre ausgeschieden. Berichtigen Sie die Zeilen oder exportieren Sie die Datei neu.',
};
