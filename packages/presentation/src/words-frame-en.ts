import { plural } from './plural.js';

/** What the frame of every page says, in English. */
export const frameEn = { keys: 'Shortcuts', search: 'Search', more: 'More', narrow: 'Collapse navigation', widen: 'Expand navigation', readLatest: 'Read latest', asOf: (moment: string, zone: string) => `as of ${moment}, ${zone}`, waiting: (count: number) => `${count} ${plural(count, 'request', 'requests')} for names ${plural(count, 'waits', 'wait')} for a decision` };
