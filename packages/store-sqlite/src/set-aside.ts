import type { QuarantineCode, Source, UsageEvent } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';
import { canonicalText } from './content.js';
import type { Arriving, EventPlace } from './event-rows.js';
import { sealedIn } from './ledger.js';

export interface SettingAside {
  /** Sets an item aside, each content once for each reason. */
  setAside(arriving: Arriving, code: QuarantineCode, source: Source, receivedAt: number): void;
  /** Whether somebody has decided anything about a source, so that its items must be looked up. */
  hasDecisions(place: EventPlace): boolean;
  /** Whether somebody has decided on this very content, or replaced it: delivered again, it is a repeat. */
  isSettled(place: EventPlace, event: UsageEvent, hash: Buffer): boolean;
}

/** What a delivery does to the quarantine; what people do is in `quarantine.ts`. */
export function settingAsideIn(database: Database): SettingAside {
  const { seal } = sealOf(database);
  const insert = database.prepare<[number, number, string, number, QuarantineCode, Buffer, Buffer, number, number | null, string, string | null, string]>(
    `INSERT INTO quarantine (organisation, source, event_id, revision, code, content, content_hash, received_at, delivery, source_kind, source_feeds, run, times)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (organisation, source, event_id, revision, code, content_hash) DO UPDATE SET times = times + 1`,
  );
  const decisions = database
    .prepare<[number, number], 0 | 1>(`SELECT EXISTS (SELECT 1 FROM quarantine INDEXED BY quarantine_by_state WHERE organisation = ? AND source = ? AND state IN ('released', 'discarded'))`)
    .pluck();
  const settled = database
    .prepare<[number, number, string, number, Buffer, Buffer], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM quarantine WHERE organisation = ? AND source = ? AND event_id = ? AND revision = ? AND state <> 'waiting' AND (content_hash = ? OR replaced_hash = ?))`,
    )
    .pluck();
  return {
    setAside({ place, event, hash, delivery }, code, { kind, feeds, run }, receivedAt) {
      const content = seal(canonicalText(event), sealedIn({ id: place.organisation }));
      insert.run(place.organisation, place.source, event.id, event.revision, code, content, hash, receivedAt, delivery, kind, feeds === null ? null : JSON.stringify(feeds), run);
    },
    hasDecisions: ({ organisation, source }) => decisions.get(organisation, source) === 1,
    isSettled: ({ organisation, source }, event, hash) => settled.get(organisation, source, event.id, event.revision, hash, hash) === 1,
  };
}
