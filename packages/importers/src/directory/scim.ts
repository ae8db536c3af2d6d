import { JsonLimitError, parseJson, type JsonFault, type JsonLimits } from '@pegel/domain';
import { openFile } from '../files.js';
import type { Raw } from './entry.js';
import { directoryLimits } from './limits.js';

/** A page is held as a whole. */
const limits: JsonLimits = { depthMax: directoryLimits.pageDepth, valuesMax: directoryLimits.pageValues };

export type ScimFault = 'too-large' | 'invalid-utf8' | 'bad-json' | 'too-much' | 'ambiguous' | 'not-scim';

/** What one file of SCIM 2.0 holds; resources are numbered from 1. */
export interface ScimFile {
  readonly users: readonly ScimUser[];
  readonly groups: readonly ScimGroup[];
  /** What can be read in two ways, and counts for nothing. */
  readonly ambiguous: readonly number[];
  /** How many of each there are on the server, where a page says so. */
  readonly totals: { readonly users: number; readonly groups: number };
}

export interface ScimUser {
  readonly number: number;
  readonly raw: Raw;
  /** Ids of groups, where they are not named. */
  readonly groupIds: readonly string[];
}

interface ScimGroup {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** The file cannot be used. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  constructor(readonly fault: ScimFault) {
    super(fault);
  }
}

/** Reads a file of one page, of several in a list, or of resources in a list. Throws a `ScimError` where it is none of these. */
export async function readScim(path: string, onBytes: (bytes: number) => void): Promise<ScimFile> {
  const text = await textOf(path, onBytes);
  const { value, faults } = parse(text);
  const pages = (isList(value) ? value : [value]).map((page, at) => ({ page, at }));
  const users: ScimUser[] = [];
  const groups: ScimGroup[] = [];
  const ambiguous: number[] = [];
  const totals = { users: 0, groups: 0 };
  let number = 0;
  let isScim = false;

  const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path.slice(0, 2));
  const faulty = new Set(faults.flatMap(({ path: place }) => [keyOf(place.slice(0, 1)), keyOf(place)]));
  const looked = new Set<string>();
  /** Faults are told apart by their first two steps: of several pages in one file, one is faulty as a whole. */
  const isFaulty = (place: readonly (string | number)[]): boolean => looked.add(keyOf(place)) && faulty.has(keyOf(place));
  for (const { page, at } of pages) {
    const own = isList(value) ? [at] : [];
    const [name, resources] = listIn(page);
    const found: readonly { readonly resource: unknown; readonly path: readonly (string | number)[] }[] =
      resources === null ? [{ resource: page, path: own }] : resources.map((resource, index) => ({ resource, path: [...own, name, index] }));
    if (resources !== null) isScim = true;
    let kind: 'users' | 'groups' | null = null;
    for (const { resource, path: place } of found) {
      number += 1;
      const isAmbiguous = isFaulty(place);
      const user = userOf(resource, number);
      const group = user === null ? groupOf(resource, number) : null;
      if (user === null && group === null) continue;
      isScim = true;
      kind ??= user === null ? 'groups' : 'users';
      if (isAmbiguous) ambiguous.push(number);
      else if (user !== null) users.push(user);
      else if (group !== null) groups.push(group);
    }
    const total = fieldOf(page, 'totalResults');
    if (kind !== null && typeof total === 'number' && Number.isSafeInteger(total)) totals[kind] = Math.max(totals[kind], total);
  }
  if (!isScim) throw new ScimError('not-scim');
  if (faults.some(({ path: place }) => !looked.has(keyOf(place)) && !looked.has(keyOf(place.slice(0, 1))))) throw new ScimError('ambiguous');
  return { users, groups, ambiguous, totals };
}

async function textOf(path: string, onBytes: (bytes: number) => void): Promise<string> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    if (size > directoryLimits.pageBytes) throw new ScimError('too-large');
    const bytes = await file.readFile();
    onBytes(bytes.length);
    try {
      // A decoder takes away a byte order mark, which a parser would refuse.
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new ScimError('invalid-utf8');
    }
  } finally {
    await file.close();
  }
}

function parse(text: string): { readonly value: unknown; readonly faults: readonly JsonFault[] } {
  try {
    return parseJson(text, limits);
  } catch (error) {
    if (error instanceof JsonLimitError) throw new ScimError('too-much');
    // The message would quote the file.
    throw new ScimError('bad-json');
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field by its name, whose case does not matter in SCIM. */
function entryOf(value: unknown, name: string): readonly [name: string, value: unknown] | null {
  return isObject(value) ? (Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? null) : null;
}
const fieldOf = (value: unknown, name: string): unknown => entryOf(value, name)?.[1];

function listIn(page: unknown): readonly [name: string, resources: readonly unknown[] | null] {
  const [name, resources] = entryOf(page, 'Resources') ?? ['', null];
  return [name, isList(resources) ? resources : null];
}

/** A text; numbers and flags as they are written. */
function textIn(value: unknown, name: string): string {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

function objectsIn(value: unknown, name: string): readonly object[] {
  const found = fieldOf(value, name);
  return isList(found) ? found.filter(isObject) : [];
}

const schemasOf = (resource: unknown): readonly unknown[] => {
  const schemas = fieldOf(resource, 'schemas');
  return isList(schemas) ? schemas.map((schema) => String(schema).toLowerCase()) : [];
};
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function userOf(resource: unknown, number: number): ScimUser | null {
  const schemas = schemasOf(resource);
  const isUser = schemas.includes('urn:ietf:params:scim:schemas:core:2.0:user') || (schemas.length === 0 && typeof fieldOf(resource, 'userName') === 'string');
  if (!isUser) return null;
  const name = fieldOf(resource, 'name');
  const work = fieldOf(resource, enterprise);
  const groups = objectsIn(resource, 'groups');
  return {
    number,
    raw: {
      id: textIn(resource, 'id'), emails: objectsIn(resource, 'emails').toSorted((a, b) => rankOf(a) - rankOf(b)).map((email) => textIn(email, 'value')), login: textIn(resource, 'userName'),
      name: textIn(resource, 'displayName') || textIn(name, 'formatted') || `${textIn(name, 'givenName')} ${textIn(name, 'familyName')}`,
      type: textIn(resource, 'userType'), enabled: textIn(resource, 'active'), status: '', seat: null,
      groups: groups.map((group) => textIn(group, 'display')), department: textIn(work, 'department'), costCentre: textIn(work, 'costCenter'),
    },
    groupIds: groups.filter((group) => textIn(group, 'display') === '').map((group) => textIn(group, 'value')),
  };
}

/** Some servers write `true` as a text. */
const rankOf = (email: object): number => (textIn(email, 'primary').toLowerCase() === 'true' ? 0 : textIn(email, 'type').toLowerCase() === 'work' ? 1 : 2);

function groupOf(resource: unknown, number: number): ScimGroup | null {
  const schemas = schemasOf(resource);
  const isGroup = schemas.includes('urn:ietf:params:scim:schemas:core:2.0:group') || (schemas.length === 0 && isList(fieldOf(resource, 'members')));
  if (!isGroup) return null;
  return { number, id: textIn(resource, 'id'), name: textIn(resource, 'displayName'), members: objectsIn(resource, 'members').map((member) => textIn(member, 'value')) };
}
