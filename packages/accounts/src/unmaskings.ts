import { randomBytes } from 'node:crypto';
import { clockFrom, namesShownTo, steadyNow, ticked, unmaskingsEnded, type Instant, type JournalActor, type SteadyClock, type Unmasking, type UnmaskingBook, type UnmaskingDecision, type UnmaskingStore, type UnmaskingWrite } from '@pegel/domain';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { membersOf } from './memberships.js';
import { organisationNamed } from './organisations.js';
import { settings, unmaskings, user } from './tables.js';

type Within = Pick<Tables, 'select' | 'insert' | 'update'>;

/** What ends by itself is written down by the server. */
const server: JournalActor = { kind: 'operator', id: null, address: null };

/** Requests to see names. What is decided about them is decided in the transaction that writes it. */
export function unmaskingsIn(tables: Tables): UnmaskingStore {
  return {
    unmaskings: (slug, at) => noticed(tables, slug, at),
    changeUnmaskings(slug, by, at, decide) {
      // Apart from what follows, so that an end that was seen stays one where that is refused.
      noticed(tables, slug, at);
      return tables.transaction(
        (within) => {
          noticeIn(within, slug, at);
          // Where there was nothing whose time is kept, this begins with the clock on the wall, whatever was kept before.
          const clock = ticked(clockIn(within, at), at);
          write(within, slug, at, by, decide(bookIn(within, slug, at)));
          keepClock(within, clock);
          return bookIn(within, slug, at);
        },
        { behavior: 'immediate' },
      );
    },
    newUnmaskingId: () => randomBytes(8).toString('hex'),
  };
}

/** Finds the names that an account may see at this moment, each with the request by which it does. Every request of somebody who is signed in asks. */
export function unmaskedFor(tables: Tables, warn: (sentence: string) => void): (slug: string, account: string, at: Instant) => ReadonlyMap<string, string> {
  const mayHaveSome = tables
    .select({ id: unmaskings.id }).from(unmaskings)
    .where(and(eq(unmaskings.organisation, sql.placeholder('slug')), eq(unmaskings.requestedBy, sql.placeholder('account')), eq(unmaskings.isApproved, true), isNull(unmaskings.ending)))
    .limit(1).prepare();
  return (slug, account, at) => {
    if (mayHaveSome.get({ slug, account }) === undefined) return new Map();
    try {
      return namesShownTo(account, noticed(tables, slug, at));
    } catch (error) {
      // What cannot be timed is not shown; what needs no names goes on.
      warn(`Names that somebody may see for a while are not shown, since its time cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
      return new Map();
    }
  };
}

/** The book, after everything that has ended was written down. Where nothing has, and no names are shown, nothing is written. */
function noticed(tables: Tables, slug: string, at: Instant): UnmaskingBook {
  const book = bookIn(tables, slug, at);
  if (unmaskingsEnded(book).writes.length === 0 && !book.requests.some(showsNames)) return book;
  return tables.transaction(
    (within) => {
      noticeIn(within, slug, at);
      return bookIn(within, slug, at);
    },
    { behavior: 'immediate' },
  );
}

/**
 * Writes down what has ended, within a transaction that holds the write lock: by time, or because of what the same
 * transaction has just changed, in the name of whoever did.
 */
export function noticeIn(within: Within, slug: string, at: Instant, by: JournalActor = server): void {
  const book = bookIn(within, slug, at);
  // While names are shown, every moment at which somebody looks is one that the clock cannot go back behind.
  if (book.requests.some(showsNames)) keepClock(within, ticked(clockIn(within, at), at));
  write(within, slug, at, by, unmaskingsEnded(book));
}

const showsNames = ({ decision, ending }: Unmasking): boolean => decision?.isApproved === true && ending === null;

function write(within: Within, slug: string, at: Instant, by: JournalActor, { writes, entries }: UnmaskingDecision): void {
  for (const one of writes) writeIn(within, slug, one);
  for (const { happening, about } of entries) recordIn(within, slug, { happening, at, by: { kind: by.kind, id: by.id, address: by.address }, about });
}

function writeIn(within: Within, slug: string, one: UnmaskingWrite): void {
  const row = (id: string) => and(eq(unmaskings.id, id), eq(unmaskings.organisation, slug));
  switch (one.kind) {
    case 'request': {
      const { requestedAt, ...request } = one.request;
      within.insert(unmaskings).values({ ...request, organisation: slug, requestedAt: new Date(requestedAt) }).run();
      break;
    }
    case 'decide': {
      const { by, at: decidedAt, isApproved, reason } = one.decision;
      within.update(unmaskings).set({ decidedBy: by, decidedAt: new Date(decidedAt), isApproved, decisionReason: reason }).where(row(one.id)).run();
      break;
    }
    case 'end': {
      const { how, at: endedAt, by } = one.ending;
      within.update(unmaskings).set({ ending: how, endedAt: new Date(endedAt), endedBy: by }).where(row(one.id)).run();
      break;
    }
  }
}

function bookIn(within: Pick<Tables, 'select'>, slug: string, at: Instant): UnmaskingBook {
  const organisation = organisationNamed(within, slug);
  if (organisation === null) throw new Error(`There is no organisation ${slug}.`); // Whoever asks has entered it.
  const requests = within.select().from(unmaskings).where(eq(unmaskings.organisation, slug)).orderBy(desc(unmaskings.requestedAt), asc(unmaskings.id)).all().map(requestOf);
  const ids = [...new Set(requests.flatMap(({ requestedBy, decision, ending }) => [requestedBy, decision?.by ?? '', ending?.by ?? '']))];
  const accounts = new Map(within.select({ id: user.id, email: user.email }).from(user).where(inArray(user.id, ids)).all().map(({ id, email }) => [id, email]));
  const clock = ticked(clockIn(within, at), at);
  return { now: steadyNow(clock), ahead: clock.ahead, names: organisation.names, members: membersOf(within, slug), requests, accounts };
}

const requestOf = (row: typeof unmaskings.$inferSelect): Unmasking => ({
  id: row.id, requestedBy: row.requestedBy, requestedAt: row.requestedAt.getTime(), reason: row.reason, purpose: row.purpose, people: row.people, hours: row.hours, tellAfterDays: row.tellAfterDays,
  decision: row.decidedBy === null || row.decidedAt === null ? null : { by: row.decidedBy, at: row.decidedAt.getTime(), isApproved: row.isApproved === true, reason: row.decisionReason },
  ending: row.ending === null || row.endedAt === null ? null : { how: row.ending, at: row.endedAt.getTime(), by: row.endedBy },
});

const hasLive = (within: Pick<Tables, 'select'>): boolean => within.select({ id: unmaskings.id }).from(unmaskings).where(isNull(unmaskings.ending)).limit(1).get() !== undefined;

/* Where the clock stands by which requests end. It outlives a restart; a clock that is set back opens nothing and lengthens nothing. */

const clockName = 'unmasking-clock';

/** As it was kept; where nothing depends on it, it is the one on the wall. */
function clockIn(within: Pick<Tables, 'select'>, at: Instant): SteadyClock {
  if (!hasLive(within)) return clockFrom(at);
  const [seen, ahead] = within.select().from(settings).where(eq(settings.name, clockName)).get()?.value.split(' ').map(Number) ?? [];
  return seen === undefined || ahead === undefined ? clockFrom(at) : { seen, ahead };
}

function keepClock(within: Pick<Tables, 'insert'>, { seen, ahead }: SteadyClock): void {
  const value = `${seen} ${ahead}`;
  within.insert(settings).values({ name: clockName, value }).onConflictDoUpdate({ target: settings.name, set: { value } }).run();
}
