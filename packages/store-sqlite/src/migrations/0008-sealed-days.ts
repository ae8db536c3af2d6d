import type { Migration } from '@pegel/sqlite';

const millisecondsADay = 86_400_000;
const isKept = (row: string) => `${row}.count IS NOT NULL OR ${row}.amount IS NOT NULL`;

/** A day lies within two days of where UTC has it; what is of a whole day is on the day of its date. */
const forget = (row: string) => `DELETE FROM sealed_days WHERE organisation = ${row}.organisation AND day BETWEEN ${row}.at / ${millisecondsADay} - 2 AND ${row}.at / ${millisecondsADay} + 2 AND (since_at <= ${row}.at AND ${row}.at < until_at OR day = ${row}.at / ${millisecondsADay});`;

/** Days that are made of events are kept beside them, until one of theirs is another. */
export const sealedDays: Migration = {
  name: '0008-sealed-days',
  sql: `
CREATE TABLE sealed_days (
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  day INTEGER NOT NULL,
  fact TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  version TEXT NOT NULL,
  checksum BLOB NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (organisation, day, fact)
) STRICT;
CREATE TRIGGER sealed_days_before_an_event AFTER INSERT ON events WHEN ${isKept('new')} BEGIN ${forget('new')} END;
CREATE TRIGGER sealed_days_after_an_event AFTER DELETE ON events WHEN ${isKept('old')} BEGIN ${forget('old')} END;
CREATE TRIGGER sealed_days_of_what_an_event_was AFTER UPDATE ON events WHEN ${isKept('old')} BEGIN ${forget('old')} END;
CREATE TRIGGER sealed_days_of_what_an_event_is AFTER UPDATE ON events WHEN ${isKept('new')} BEGIN ${forget('new')} END;
`,
};
