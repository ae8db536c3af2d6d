import { differenceOf, type Instant, type SettingsStore } from '@pegel/domain';
import { desc, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { organisationNamed } from './organisations.js';
import { organisations, settingChanges } from './tables.js';
import { noticeIn } from './unmaskings.js';

const instantOf = (date: Date): Instant => date.getTime();

/** Settings of organisations, and what was changed in them. */
export function settingsIn(tables: Tables): SettingsStore {
  return {
    changeSettings: (slug, wish, { at, by, reason }) =>
      tables.transaction(
        (within) => {
          const now = organisationNamed(within, slug);
          if (now === null) throw new Error(`There is no organisation ${slug}.`); // Whoever changes one has entered it.
          const difference = differenceOf(now, wish);
          if (difference === null) return null;
          const { was, became } = difference;
          within.update(organisations).set(became).where(eq(organisations.slug, slug)).run();
          within.insert(settingChanges).values({ organisation: slug, changedAt: new Date(at), changedBy: by.name, reason, was, became }).run();
          recordIn(within, slug, { happening: 'settings-changed', at, by, about: { settings: Object.keys(became) } });
          // Where names are full, or there are none, nothing is left that was shown to somebody alone.
          noticeIn(within, slug, at, by);
          return { at, by: by.name, reason, was, became };
        },
        { behavior: 'immediate' },
      ),
    settingsChanges: (slug) =>
      tables.select().from(settingChanges).where(eq(settingChanges.organisation, slug)).orderBy(desc(settingChanges.id)).all()
        .map(({ changedAt, changedBy, reason, was, became }) => ({ at: instantOf(changedAt), by: changedBy, reason, was, became })),
  };
}
