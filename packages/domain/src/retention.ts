import { addDays, type Day } from './days.js';
import type { Organisation } from './organisation.js';

/**
 * The first day of which numbers are told by person. What was before is nobody's, in splits, filters and lists of people;
 * it goes on counting in everything that does not tell people apart. `null`: of every day.
 */
export const namedSince = ({ retentionDays }: Pick<Organisation, 'retentionDays'>, today: Day): Day | null => (retentionDays === null ? null : addDays(today, -retentionDays));
