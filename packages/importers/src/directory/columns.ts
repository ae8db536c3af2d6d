import { shown, type Words } from '@pegel/domain';
import { ImportError } from '../importer.js';

/** What a column can be said to hold, in the words of the contract where it has one. */
const targets = ['id', 'email', 'login', 'name', 'type', 'enabled', 'status', 'seat', 'groups', 'department', 'costCentre'] as const;
export type Target = (typeof targets)[number];

/** Which columns hold what; several only of addresses, the first of them first. */
export type Columns = ReadonlyMap<Target, readonly string[]>;

/** What somebody has said of columns; an empty name is a target that no column holds. */
export type Mapping = ReadonlyMap<Target, string>;

/** Names that leave no doubt, in English and German, without case, spaces and signs. The one before is taken before the next. */
const known: Readonly<Record<Target, readonly string[]>> = {
  id: ['objectid', 'objektid'],
  email: ['email', 'mail', 'emailaddress', 'emailadresse', 'mailadresse', 'primaryemail', 'workemail', 'useremail'],
  login: ['userprincipalname', 'benutzerprinzipalname', 'upn', 'login', 'username', 'benutzername', 'anmeldename'],
  name: ['displayname', 'anzeigename', 'name', 'fullname', 'vollständigername'],
  type: ['usertype', 'benutzertyp'],
  enabled: ['accountenabled', 'kontoaktiviert', 'enabled', 'aktiviert', 'active', 'aktiv', 'isactive'],
  status: ['status', 'userstatus', 'accountstatus', 'kontostatus', 'benutzerstatus'],
  seat: ['seat', 'seattier', 'platz', 'platztyp', 'license', 'licence', 'lizenz'],
  groups: ['groups', 'gruppen', 'group', 'gruppe', 'teams', 'team'],
  department: ['department', 'abteilung', 'departmentname', 'abteilungsname', 'dept'],
  costCentre: ['costcentre', 'costcenter', 'kostenstelle', 'costcentercode', 'kostenstellennummer'],
};

const bare = (name: string): string => name.normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Reads `email="E-Mail",department=Abteilung`: what a column holds, and its name as the file has it, with or without quotes. */
export function mappingOf(text: string): Mapping {
  const mapping = new Map<Target, string>();
  // A name may hold commas: a pair begins where a word and an equals sign follow one.
  for (const pair of text.split(/,(?=\s*\p{L}+\s*=)/u)) {
    const [, word = '', name = ''] = /^\s*(\p{L}+)\s*=\s*(.*?)\s*$/su.exec(pair) ?? [];
    const target = targets.find((candidate) => bare(candidate) === bare(word).replace('center', 'centre'));
    if (target === undefined) throw new ImportError({
      en: `A column can hold ${targets.join(', ')}; ${shown(word === '' ? pair : word)} is none of these. Write it as email="E-Mail",department=Abteilung.`,
      de: `Eine Spalte kann ${targets.join(', ')} enthalten; ${shown(word === '' ? pair : word)} gehört nicht dazu. Schreiben Sie es als email="E-Mail",department=Abteilung.`,
    });
    if (mapping.has(target)) throw new ImportError({ en: `${target} is given twice.`, de: `${target} ist zweimal angegeben.` });
    mapping.set(target, name.replace(/^"(.*)"$/s, '$1').trim());
  }
  return mapping;
}

/** Which columns of a header hold what. A column that was named and is not there is refused. */
export function columnsOf(header: readonly string[], mapping: Mapping, file: string): Columns {
  for (const [target, name] of mapping) {
    if (name !== '' && !header.includes(name)) throw new ImportError({
      en: `${file} has no column ${shown(name)} for ${target}. ${columnsThere(header).en}`,
      de: `${file} hat keine Spalte ${shown(name)} für ${target}. ${columnsThere(header).de}`,
    });
  }
  const taken = new Set(mapping.values());
  return new Map(
    targets.flatMap((target): [Target, readonly string[]][] => {
      const named = mapping.get(target);
      if (named !== undefined) return named === '' ? [] : [[target, [named]]];
      const found = known[target].flatMap((word) => header.filter((name) => bare(name) === word && !taken.has(name)));
      return found.length === 0 ? [] : [[target, target === 'email' ? found : found.slice(0, 1)]];
    }),
  );
}

const namesShown = 40;

/** The columns that a file has, for whoever looks for the right one. */
export function columnsThere(header: readonly string[]): Words {
  const names = header.slice(0, namesShown).map(shown).join(', ');
  const more = header.length - namesShown;
  return {
    en: `Its columns are ${names}${more > 0 ? `, and ${more} more` : ''}.`,
    de: `Ihre Spalten sind ${names}${more > 0 ? ` und ${more} weitere` : ''}.`,
  };
}

const naming: readonly Target[] = ['id', 'email', 'login'];

/** Whether columns say who somebody is. */
export const namesPeople = (columns: Columns): boolean => naming.some((target) => columns.has(target));
