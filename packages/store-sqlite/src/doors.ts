import { calendar, earlier, later, systemsOf, yieldedEvents, type Interval, type LedgerState, type Organisation, type Period } from '@pegel/domain';

/** Several doors onto one system, as pieces of SQL over events that a statement calls `f`. */
export interface Doors {
  /** Tables for the statement to begin with, each followed by a comma. */
  readonly tables: string;
  /** Takes out what another door tells, too. */
  readonly condition: string;
  /** Whose ids name chats, projects and artifacts: doors onto one system share them. */
  readonly system: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const none: Doors = { tables: '', condition: '', system: 'f.source', parameters: {} };

/** What the doors of an organisation mean for events of some days; most organisations have no two onto one system. */
export function doorsFor(organisation: Pick<Organisation, 'timeZone' | 'sourceOrder'>, state: LedgerState, around: Period): Doors {
  const systems = systemsOf(organisation).map(({ order }) => order.filter((name) => state.sources.some((source) => source.name === name))).filter(({ length }) => length > 1);
  if (systems.length === 0) return none;
  const zone = calendar(organisation.timeZone);
  const taken = yieldedEvents(state, organisation, zone).flatMap(({ source, type, surface, days }) =>
    days.flatMap((run) => {
      const shared = { from: later(run.from, around.from), to: earlier(run.to, around.to) };
      return shared.from > shared.to ? [] : [[source, type, surface, ...instants(zone.intervalOf(shared.from, shared.to))]];
    }),
  );
  return {
    tables: `
yielding (source, type, surface, since, until) AS MATERIALIZED (
  SELECT s.id, y.value ->> 1, y.value ->> 2, y.value ->> 3, y.value ->> 4 FROM json_each(:yielding) y JOIN sources s ON s.organisation = :organisation AND s.name = y.value ->> 0
),
doors (source, system) AS MATERIALIZED (
  SELECT s.id, first.id FROM json_each(:doors) d JOIN sources s ON s.organisation = :organisation AND s.name = d.value ->> 0
    JOIN sources first ON first.organisation = :organisation AND first.name = d.value ->> 1
),`,
    // Only the few doors are asked further: what is no door is none for every event.
    condition: `
  AND (f.source NOT IN (SELECT source FROM yielding)
    OR NOT EXISTS (SELECT 1 FROM yielding y WHERE y.source = f.source AND y.type = f.type AND y.surface = f.surface AND y.since <= f.moment AND f.moment < y.until))`,
    system: 'coalesce((SELECT doors.system FROM doors WHERE doors.source = f.source), f.source)',
    parameters: {
      yielding: JSON.stringify(taken),
      doors: JSON.stringify(systems.flatMap((order) => order.map((name) => [name, order[0]]))),
    },
  };
}

const instants = ({ from, to }: Interval): readonly [number, number] => [from, to];
