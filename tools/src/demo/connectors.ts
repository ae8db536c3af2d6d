import type { Day } from '@pegel/domain';
import type { Demo } from './organisation.js';
import type { Department, Person } from './people.js';
import { randomOf } from './random.js';

interface Connector {
  readonly key: string;
  /** The share of people who end up using it. */
  readonly reach: number;
  /** Where it is used more than elsewhere; everywhere alike when left out. */
  readonly home?: readonly Department[];
}

const connectors: readonly Connector[] = [
  { key: 'google-drive', reach: 0.46 },
  { key: 'slack', reach: 0.4 },
  { key: 'atlassian', reach: 0.3 },
  { key: 'github', reach: 0.85, home: ['Engineering'] },
  { key: 'sharepoint', reach: 0.19 },
  { key: 'notion', reach: 0.14 },
  { key: 'hubspot', reach: 0.5, home: ['Sales', 'Marketing'] },
  { key: 'google-calendar', reach: 0.1 },
  { key: 'gmail', reach: 0.08 },
  { key: 'zendesk', reach: 0.5, home: ['Support'] },
  { key: 'figma', reach: 0.3, home: ['Marketing'] },
  { key: 'sentry', reach: 0.2, home: ['Engineering'] },
  { key: 'personio', reach: 0.5, home: ['People'] },
  { key: 'datev', reach: 0.35, home: ['Finance'] },
  { key: 'snowflake', reach: 0.1, home: ['Finance', 'Engineering'] },
  { key: 'miro', reach: 0.015 },
];

const elsewhere = 0.02;

/**
 * The connectors somebody has set up by a day. The same draws meet a growing share, so more people find each one as the
 * roll-out proceeds and nobody drops one.
 */
export function connectorsOf(demo: Demo, person: Person, department: Department, day: Day): readonly string[] {
  const found = 0.35 + 0.65 * demo.progress(day);
  const random = randomOf(demo.seed, 'connectors', person.number);
  return connectors
    .filter(({ reach, home }) => random.chance((!home || home.includes(department) ? reach : reach * elsewhere) * found))
    .map(({ key }) => key);
}
