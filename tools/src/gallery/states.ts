import { addDays } from '@pegel/domain';
import { yesterday } from '../../e2e/example.js';

/** Something that goes wrong between the browser and the server, done to every answer a page asks for. */
export type Fault = 'held' | 'held-later' | 'one-fails' | 'cut-off' | 'signed-out-later' | 'newer-later';

/** An organisation of the gallery: how much there is to be seen in it. */
export type World = 'full' | 'new' | 'quiet' | 'no-spend' | 'unnamed' | 'small' | 'late' | 'behind';

/** One state that a page can be in, and how to get there. */
export interface State {
  readonly world: World;
  /** Below the organisation. */
  readonly path: string;
  readonly fault?: Fault;
  readonly asMember?: true;
  /** For whoever looks at it. */
  readonly shows: string;
}

/** Every state that the design names, by its name. */
export const states = {
  loading: { world: 'full', path: 'overview', fault: 'held', shows: 'The first answers never come: a place of the same size for every panel, with its real title.' },
  refreshing: { world: 'full', path: 'overview', fault: 'held-later', shows: 'Refresh (r): what was there stays, with a bar on the upper edge of its panel; after two seconds its title says so too.' },
  fresh: { world: 'full', path: 'overview', shows: 'Everything has arrived; one line says how fresh it is.' },
  provisional: { world: 'full', path: 'spend', shows: 'Spend that may still be revised says until when.' },
  'partial-today': { world: 'full', path: 'overview?today=1', shows: 'Today so far, as a number without a change; in pictures it is hatched.' },
  stale: { world: 'behind', path: 'overview', shows: 'A delivery that used to come every day is late: the last good numbers stay, and the page says to which day they are, and when newer ones were expected.' },
  'stale-live': { world: 'late', path: 'overview', shows: 'A live source has said nothing for days.' },
  'real-zero': { world: 'quiet', path: 'overview?table=chats&explain=chats', shows: 'A complete day without chats is 0, and its explanation says that it is a real one.' },
  'not-applicable': { world: 'quiet', path: 'overview', shows: 'Messages per chat without chats: a dash, and why.' },
  'no-data-yet': { world: 'new', path: 'overview', shows: 'A new organisation: what will appear, and when.' },
  'nothing-in-range': { world: 'full', path: `overview?range=${addDays(yesterday, -400)}..${addDays(yesterday, -380)}`, shows: 'A range before the first data: when it starts.' },
  narrowed: { world: 'full', path: 'activity?group=group:Sales', shows: 'The numbers of a group: every title says whose they are, and what there is of everybody alone says that.' },
  'filtered-out': { world: 'small', path: 'adoption/top_connectors?q=xyz', shows: 'A filter that nothing of a list matches says so, and how to be rid of it.' },
  off: { world: 'no-spend', path: 'spend', shows: 'Extra usage is switched off: the page stays, and says who may switch it on.' },
  hidden: { world: 'small', path: 'overview?group=department:Law&table=chats', shows: 'Numbers that too few people are behind are "under 5", wherever they stand.' },
  'rankings-off': { world: 'unnamed', path: 'adoption', shows: 'Where people are not named, a ranking of them says so, and nobody is in it.' },
  error: { world: 'full', path: 'overview', fault: 'one-fails', shows: 'One panel failed, and says so alone; what its finder needs can be copied.' },
  offline: { world: 'full', path: 'overview', fault: 'cut-off', shows: 'The server cannot be reached any more.' },
  'signed-out': { world: 'full', path: 'spend?range=7d', fault: 'signed-out-later', shows: 'Refresh (r): the session is over; signing in leads back to the same address.' },
  'role-lost': { world: 'full', path: 'spend', asMember: true, shows: 'Somebody who may not see usage (any more) is told their role and whom to ask.' },
  'new-version': { world: 'full', path: 'overview', fault: 'newer-later', shows: 'The server is a newer version by now: the next page is loaded anew.' },
} as const satisfies Readonly<Record<string, State>>;

export type StateName = keyof typeof states;
