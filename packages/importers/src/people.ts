import { basename, dirname, resolve } from 'node:path';
import type { Words } from '@pegel/domain';
import type { FoundFile } from './files.js';
import { ImportError } from './importer.js';

/** One person's files. */
export interface PersonFiles {
  readonly email: string;
  readonly files: readonly FoundFile[];
}

/** Says whose each file is: the given person's, or the one's whose e-mail address names a folder above it. */
export function peopleOf(root: string, files: readonly FoundFile[], person: string | undefined): PersonFiles[] {
  const one = givenPerson(person);
  // Below the folder that was given the outermost name counts, since projects may be named anything; it may also be one person's own.
  const given = resolve(root);
  const people = new Map<string, FoundFile[]>();
  for (const file of files) {
    const own = basename(file.path === given ? dirname(given) : given);
    const name = one ?? [...file.folders, own].find(namesPerson);
    if (name === undefined) throw new ImportError(nobodyKnown(dirname(file.path)));
    const email = normalised(name);
    const theirs = people.get(email);
    if (theirs) theirs.push(file);
    else people.set(email, [file]);
  }
  return [...people].map(([email, theirs]) => ({ email, files: theirs })).sort((a, b) => (a.email < b.email ? -1 : 1));
}

/** The one person that everything belongs to, if there is one. */
export function givenPerson(person: string | undefined): string | undefined {
  if (person !== undefined && !isEmail(person)) throw new ImportError({ en: `"${person}" is not an e-mail address.`, de: `„${person}“ ist keine E-Mail-Adresse.` });
  return person === undefined ? undefined : normalised(person);
}

const normalised = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** A leading dash is how Claude Code spells the path of a project, which may hold an "@" of its own. */
const namesPerson = (folder: string): boolean => isEmail(folder) && !folder.startsWith('-');

const isEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+$/u.test(text.trim());

const nobodyKnown = (folder: string): Words => ({
  en: `Nobody knows whose the transcripts in ${folder} are. Either put them into a folder named by the person's e-mail address, such as "a@b.example", or name the one person that everything belongs to with --person a@b.example.`,
  de: `Niemand weiß, wessen die Transkripte in ${folder} sind. Legen Sie sie in einen Ordner, der nach der E-Mail-Adresse der Person heißt, etwa „a@b.example“, oder nennen Sie die eine Person, der alles gehört, mit --person a@b.example.`,
});
