import type { Migration } from '@pegel/sqlite';

const columns = ['days TEXT', 'messages INTEGER', 'chats INTEGER', 'projects_created INTEGER', 'projects_used INTEGER', 'artifacts_created INTEGER', 'connector_calls INTEGER', 'coding_sessions INTEGER', 'coding_prompts INTEGER', 'metric TEXT', 'value TEXT', 'dimensions TEXT'];

/**
 * What tells of days instead of instants: a vendor's counts of people's days, and numbers that somebody else counted. Such
 * a row begins with the first instant of the UTC day of its date, which stands for the date and for no instant.
 */
export const days: Migration = {
  name: '0003-days',
  sql: `
${['events', 'event_history'].flatMap((table) => columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column};`)).join('\n')}
CREATE INDEX events_person_days ON events (organisation, at, surface, reference, service, messages, chats, projects_created, projects_used, artifacts_created, connector_calls, coding_sessions, coding_prompts)
  WHERE retracted = 0 AND type = 'person-day';
CREATE INDEX events_reported ON events (organisation, metric, at, until_at)
  WHERE retracted = 0 AND type = 'reported';

CREATE TABLE daily_runs (
  source INTEGER NOT NULL REFERENCES sources (id),
  name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('person-day', 'reported')),
  days TEXT NOT NULL CHECK (days IN ('utc', 'organisation')),
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  PRIMARY KEY (source, name, type, days)
) STRICT, WITHOUT ROWID;
`,
};
