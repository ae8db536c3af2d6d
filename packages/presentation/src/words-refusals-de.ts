import type { RefusalAbout, RefusalName } from '@pegel/domain';
import { accessRefusalsDe } from './words-refusals-access-de.js';
import { bodyRefusalsDe } from './words-refusals-bodies-de.js';
import { itemRefusalsDe } from './words-refusals-items-de.js';
import { organisationRefusalsDe } from './words-refusals-organisation-de.js';
import { peopleRefusalsDe } from './words-refusals-people-de.js';
import { queryRefusalsDe } from './words-refusals-query-de.js';

/** Everything that a server refuses, in German. */
export const refusalsDe: { readonly [Name in RefusalName]: (about: RefusalAbout<Name>) => string } = { ...accessRefusalsDe, ...queryRefusalsDe, ...peopleRefusalsDe, ...organisationRefusalsDe, ...bodyRefusalsDe, ...itemRefusalsDe };
