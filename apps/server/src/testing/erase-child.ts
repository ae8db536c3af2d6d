/* A program of its own that opens a data folder, erases somebody from it and prints what it went through. */
import { erasePerson, readerWithRole } from '@pegel/domain';
import { openFolder } from '../data-folder.js';
import { moments, pass } from './moments.js';

const [data = '', person = ''] = process.argv.slice(2);

const { accounts, store } = await openFolder(data, { create: false });
const [organisation] = accounts.organisations();
if (organisation === undefined) throw new Error('There is nobody to erase.');
const begun = moments.length;
await erasePerson(readerWithRole(organisation, 'owner'), { kind: 'operator', id: null, name: 'operator', address: null }, { store, accounts, journal: accounts }, { person, reason: 'They asked for it.' }, Date.parse('2026-11-24T09:00:00Z'));
pass('erased, and not closed');
process.stdout.write(JSON.stringify({ begun, moments }));
process.exit();
