import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { WireDirectory } from '@pegel/domain';
import { parseDirectory } from '@pegel/domain/schema';
import { expect, onTestFinished } from 'vitest';
import type { ImportOptions } from '../importer.js';
import { directory } from '../directory/index.js';

/* Everything here is constructed: the people are invented, the shapes are those of RFC 7643 and of what Entra documents. */

/** Files in a folder that is gone after the test. Those without a date in their names were last changed on 20 November 2026. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-directory-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    const changedAt = new Date('2026-11-20T08:00:00Z');
    utimesSync(path, changedAt, changedAt);
  }
  return folder;
}

/** What an import would send. A server takes every snapshot of it. */
export async function imported(path: string, options: ImportOptions = {}) {
  const run = await directory.open(path, options);
  for await (const event of run.events()) expect.fail(`a directory has no events, but ${event.id}`);
  const snapshots: WireDirectory[] = [];
  for await (const snapshot of run.snapshots?.() ?? []) snapshots.push(snapshot);
  for (const snapshot of snapshots) expect(parseDirectory(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true, droppedFields: 0 });
  return { snapshots, notes: run.notes ?? [], problems: run.problems, reasons: run.problems.map(({ reason }) => reason), summary: run.summary(), progress: run.progress };
}

export const importedFrom = (files: Readonly<Record<string, string | Buffer>>, options: ImportOptions = {}) => imported(folderWith(files), options);

/** Rows of what Entra downloads: all of its columns, of which six matter. */
export const entraHeader =
  'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification';

export function entraRow(fields: { readonly upn: string; readonly mail?: string; readonly id: string; readonly department?: string; readonly type?: string; readonly enabled?: string; readonly name?: string }): string {
  const { upn, mail = upn, id, department = '', type = 'Member', enabled = 'True', name = 'Invented' } = fields;
  const columns = new Map(Object.entries({
    userPrincipalName: upn, displayName: name, surname: 'Secret-Surname', mail, objectId: id, userType: type, jobTitle: 'Secret-Title', department, accountEnabled: enabled,
    streetAddress: 'Secret-Street', telephoneNumber: '+49 30 SECRET', mobile: '+49 170 SECRET', authenticationEmail: 'secret@private.example', ageGroup: 'Secret-Age',
  }));
  return entraHeader.split(',').map((column) => columns.get(column) ?? '').join(',');
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export const scimUser = (id: string, email: string, more: object = {}, work: object | null = null) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ...(work === null ? [] : [enterprise])], id, userName: email, emails: [{ value: email, type: 'work', primary: true }], active: true,
  phoneNumbers: [{ value: '+49 30 SECRET' }], ...(work === null ? {} : { [enterprise]: { employeeNumber: 'SECRET', ...work } }), ...more,
});
export const scimGroup = (id: string, displayName: string, members: readonly string[]) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], id, displayName, members: members.map((value) => ({ value })) });
export const scimPage = (resources: readonly unknown[], totalResults = resources.length, more: object = {}): string =>
  JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults, startIndex: 1, itemsPerPage: resources.length, Resources: resources, ...more });
