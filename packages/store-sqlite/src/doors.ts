import { calendar, daysOf, earlier, later, systemsOf, undeclaredDoors, yieldedEvents, type LedgerState, type Organisation, type Period } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** Several doors onto one system, as pieces of SQL over events that a statement calls `f`. */
export interface Doors {
  /** Takes out what a door before this one tells, too. */
  readonly condition: string;
  /** Whose ids name chats, projects and artifacts: doors onto one system share them. */
  readonly system: string;
}

const none: Doors = { condition: '', system: 'f.source' };

// Of what a door tells while another does. Its rows never overlap, so the last one that began before an event decides.
const found = (source: string, type: string, surface: string, moment: string): string =>
  `coalesce((SELECT y.until FROM temp.yielding y WHERE y.source = ${source} AND y.type = ${type} AND y.surface = ${surface} AND y.since <= ${moment} ORDER BY y.since DESC LIMIT 1), ${moment}) > ${moment}`;

const several: Doors = {
  // Only the few doors are asked further: what is no door is none for every event.
  condition: `
  AND (f.source NOT IN (SELECT source FROM temp.doors) OR NOT ${found('f.source', 'f.type', 'f.surface', 'f.moment')})`,
  system: 'coalesce((SELECT doors.system FROM temp.doors WHERE doors.source = f.source), f.source)',
};

/** Of the doors onto each system, in their order, those that there are; none where each system has one at most. */
const systemsWithDoors = (organisation: Organisation, state: LedgerState): string[][] =>
  systemsOf(organisation).map(({ order }) => order.filter((name) => state.sources.some((source) => source.name === name))).filter(({ length }) => length > 1);

/** Whether one door onto a system can tell what another one tells, too. */
export const hasSeveralDoors = (organisation: Organisation, state: LedgerState): boolean => systemsWithDoors(organisation, state).length > 0;

/** Hands to SQL what the doors of an organisation mean for events of some days; each call replaces what the last one handed over. */
export function doorsIn(database: Database): (organisation: Organisation, ledger: number, state: LedgerState, around: Period) => Doors {
  database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS doors (source INTEGER NOT NULL PRIMARY KEY, system INTEGER NOT NULL) STRICT;
    CREATE TEMP TABLE IF NOT EXISTS yielding (
      source INTEGER NOT NULL, type TEXT NOT NULL, surface TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (source, type, surface, since)
    ) STRICT, WITHOUT ROWID;`);
  const clear = database.prepare('DELETE FROM temp.yielding');
  const clearDoors = database.prepare('DELETE FROM temp.doors');
  const named = (alias: string, name: string) => `JOIN sources ${alias} ON ${alias}.organisation = :organisation AND ${alias}.name = ${name}`;
  const addDoors = database.prepare<[{ organisation: number; doors: string }]>(
    `INSERT INTO temp.doors (source, system) SELECT s.id, first.id FROM json_each(:doors) d ${named('s', 'd.value ->> 0')} ${named('first', 'd.value ->> 1')}`,
  );
  const addDeclared = database.prepare<[{ organisation: number; taken: string }]>(
    `INSERT INTO temp.yielding (source, type, surface, since, until)
     SELECT s.id, y.value ->> 1, y.value ->> 2, y.value ->> 3, y.value ->> 4 FROM json_each(:taken) y ${named('s', 'y.value ->> 0')}`,
  );
  const addUndeclared = database.prepare<[{ organisation: number; days: string; pairs: string }]>(
    `INSERT INTO temp.yielding (source, type, surface, since, until)
     WITH days (since, until) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(:days)),
     pairs (source, before) AS MATERIALIZED (SELECT s.id, other.id FROM json_each(:pairs) p ${named('s', 'p.value ->> 0')} ${named('other', 'p.value ->> 1')}),
     told AS MATERIALIZED (
       SELECT DISTINCT pairs.source, e.type, e.surface, days.since, days.until
       FROM (SELECT DISTINCT type FROM events INDEXED BY events_activity WHERE organisation = :organisation AND retracted = 0 AND type <> 'spend') t CROSS JOIN days
       CROSS JOIN events e INDEXED BY events_activity ON e.organisation = :organisation AND e.type = t.type AND e.at >= days.since AND e.at < days.until
       JOIN pairs ON pairs.before = e.source
       WHERE e.retracted = 0 AND e.type <> 'spend'
     )
     SELECT * FROM told WHERE NOT ${found('told.source', 'told.type', 'told.surface', 'told.since')}`,
  );

  return (organisation, ledger, state, around) => {
    const systems = systemsWithDoors(organisation, state);
    if (systems.length === 0) return none;
    const zone = calendar(organisation.timeZone);
    const taken = yieldedEvents(state, organisation, zone).flatMap(({ source, type, surface, days }) =>
      days.flatMap((run) => {
        const [first, last] = [later(run.from, around.from), earlier(run.to, around.to)];
        if (first > last) return [];
        const { from, to } = zone.intervalOf(first, last);
        return [[source, type, surface, from, to]];
      }),
    );
    clear.run();
    clearDoors.run();
    addDoors.run({ organisation: ledger, doors: JSON.stringify(systems.flatMap((order) => order.map((name) => [name, order[0]]))) });
    addDeclared.run({ organisation: ledger, taken: JSON.stringify(taken) });
    const pairs = undeclaredDoors(state, organisation).map(({ source, before }) => [source, before]);
    if (pairs.length > 0) {
      const days = daysOf(around).map((day) => [zone.startOf(day), zone.intervalOf(day, day).to]);
      addUndeclared.run({ organisation: ledger, days: JSON.stringify(days), pairs: JSON.stringify(pairs) });
    }
    return several;
  };
}
