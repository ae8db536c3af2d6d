import { addDays, daysOf, type WireDirectory, type WireEvent } from '@pegel/domain';

/** A random number from 0 to 1 that is the same in every run. */
function drawn(...of: readonly (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const letter of of.join(' ')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  // The last bits of what a letter changes are mixed once more.
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

const departments = [['Sales', 48], ['Engineering', 44], ['Support', 31], ['Operations', 24], ['Legal', 9], ['Finance', 8], ['People', 7], ['Lab', 6], ['Board', 3], ['Press', 2]] as const;
const models = ['opus', 'sonnet', 'haiku'] as const;
const connectors = ['github', 'jira', 'drive', 'mail'] as const;

export const groupRange = { from: '2026-11-02', to: '2026-11-29' };
const first = addDays(groupRange.from, -7);

export interface Somebody {
  readonly email: string;
  readonly department: string | null;
  readonly costCentre: string | null;
  readonly groups: readonly string[];
  /** Half of all people use it on few days only. */
  readonly use: number;
  readonly comes: string | null;
  readonly leaves: string | null;
  /** On this day they go to the next department. */
  readonly moves: string | null;
}

/**
 * Two hundred people in departments of two to forty-eight, in cost centres that cut across these, in groups that overlap,
 * hold each other and hold nearly everybody; some move, some come and some leave in the middle of the range.
 */
export function twoHundredPeople(): readonly Somebody[] {
  const placed = departments.flatMap(([name, size]) => Array.from({ length: size }, () => name));
  return Array.from({ length: 200 }, (_, at): Somebody => {
    const department = placed[at] ?? null;
    const big = department === 'Sales' || department === 'Engineering' || department === 'Support';
    return {
      email: `p${at}@nordwind.example`, department,
      costCentre: drawn('none', at) < 0.05 ? null : big ? `47${department.length}${at % 2}` : department === 'Legal' || department === 'Finance' ? '4790' : '4795',
      groups: [
        ...(at % 3 === 0 ? ['Berlin'] : at % 3 === 1 ? ['Hamburg'] : []), ...(drawn('pilot', at) < 0.2 ? ['Pilot'] : []), ...(at % 25 === 0 ? ['Managers'] : []),
        ...(department === 'Legal' || department === 'Finance' ? ['Back office'] : []), ...(at === 3 || department === 'Support' ? ['Support and one'] : []), ...(at % 50 === 7 ? [] : ['Nearly all']),
        ...(at < 3 ? ['Three'] : []),
      ],
      use: drawn('use', at) < 0.5 ? 0.15 : 0.7,
      comes: at % 40 === 11 ? addDays(groupRange.from, 10) : null, leaves: at % 40 === 21 ? addDays(groupRange.from, 15) : null, moves: at % 33 === 5 ? addDays(groupRange.from, 12) : null,
    };
  });
}

/** The days on which anybody comes, leaves or moves. */
export const turns: readonly string[] = [...new Set(twoHundredPeople().flatMap(({ comes, leaves, moves }) => [comes, leaves, moves]).filter((day) => day !== null))].sort();

const isThere = ({ comes, leaves }: Somebody, day: string): boolean => (comes === null || day >= comes) && (leaves === null || day < leaves);
export const departmentOn = ({ department, moves }: Somebody, day: string): string | null => (moves !== null && day >= moves ? 'Operations' : department);

export function directoriesOf(people: readonly Somebody[]): WireDirectory[] {
  return [first, ...turns].map((day) => ({
    takenAt: `${day}T00:00:00Z`, complete: true,
    people: people.filter((one) => isThere(one, day)).map((one) => ({
      email: one.email, status: 'active' as const, seat: drawn('seat', one.email) < 0.9 ? 'standard' : null, groups: [...one.groups],
      ...(departmentOn(one, day) === null ? {} : { department: departmentOn(one, day) ?? '' }), ...(one.costCentre === null ? {} : { costCentre: one.costCentre }),
    })),
  }));
}

/** What everybody does on a day, with services and people whom nobody knows; much less at weekends. */
export function eventsOf(people: readonly Somebody[]): WireEvent[] {
  return daysOf({ from: first, to: groupRange.to }).flatMap((day) => {
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const at = `${day}T10:00:00Z`;
    const own = people.flatMap((one, index): WireEvent[] => {
      const { email } = one;
      if (!isThere(one, day) || drawn('day', index, day) > one.use * (isWeekend ? 0.12 : 1)) return [];
      const model = models[Math.floor(drawn('model', index, day) ** 2 * models.length)] ?? 'opus';
      const connector = connectors[Math.floor(drawn('connector', index, day) ** 3 * connectors.length)] ?? 'github';
      return [
        { id: `m${index}-${day}`, type: 'message.sent', at, person: { email }, surface: drawn('surface', index, day) < 0.8 ? 'chat' : 'code', chat: `c${index}-${day}`, model, count: 1 + Math.floor(drawn('count', index, day) * 8) },
        { id: `s${index}-${day}`, type: 'spend', at, person: { email }, surface: 'chat', model, amount: (0.1 + drawn('cost', index, day)).toFixed(4), currency: 'USD', basis: 'computed', costType: 'tokens', requests: 1, tokens: { input: 10, output: 5, cacheRead: 0, cacheWrite: 0 } },
        ...(drawn('uses', index, day) < 0.3 ? [{ id: `u${index}-${day}`, type: 'connector.used', at, person: { email }, surface: 'chat', connector, count: 2 } as const] : []),
        ...(drawn('makes', index, day) < 0.05 ? [{ id: `p${index}-${day}`, type: 'project.created', at, person: { email }, surface: 'chat', project: `p${index}-${day}` } as const, { id: `a${index}-${day}`, type: 'artifact.created', at, person: { email }, surface: 'chat', artifact: `a${index}-${day}` } as const] : []),
      ] as WireEvent[]; // The compiler cannot see which fields go with which type.
    });
    return [
      ...own,
      { id: `bot-${day}`, type: 'message.sent', at, person: { service: 'nightly' }, surface: 'api', chat: `bot-${day}`, model: 'haiku', count: 3 } as WireEvent, // As above.
      { id: `who-${day}`, type: 'message.sent', at, person: null, surface: 'chat', chat: `who-${day}`, model: 'opus', count: 2 } as WireEvent, // As above.
    ];
  });
}
