import type { WireDirectory, WireEvent } from '@pegel/domain';
import { addDays } from '@pegel/domain';
import type { Served } from './served.js';

/**
 * Use that can be counted by hand. All days are UTC; the last complete day is yesterday.
 *
 * - Seats: ada, ben, cleo and dan. Invited: eve.
 * - ada and ben chat every day, cleo only yesterday: 3 weekly active users of 4 seats.
 * - Yesterday: 3 chats with 6 messages. The day before: 2 chats with 4 messages.
 * - Spend: 1.25 by ada with opus and 0.5 by ben with haiku each day of the last 60.
 */
export const yesterday = addDays(new Date().toISOString().slice(0, 10), -1);
const days = Array.from({ length: 60 }, (_, index) => addDays(yesterday, index - 59));
const email = (name: string) => `${name}@example.com`;

function* events(): Generator<WireEvent> {
  for (const day of days) {
    const people = day === yesterday ? ['ada', 'ben', 'cleo'] : ['ada', 'ben'];
    for (const name of people) {
      yield { id: `m-${name}-${day}`, type: 'message.sent', at: `${day}T10:00:00Z`, person: { email: email(name), name }, chat: `c-${name}-${day}`, count: 2 };
    }
    yield { id: `s-ada-${day}`, type: 'spend', at: `${day}T10:00:00Z`, person: { email: email('ada') }, amount: '1.25', currency: 'USD', basis: 'billed', model: 'opus' };
    yield { id: `s-ben-${day}`, type: 'spend', at: `${day}T10:00:00Z`, person: { email: email('ben') }, amount: '0.5', currency: 'USD', basis: 'billed', model: 'haiku' };
  }
}

const directory: WireDirectory = {
  takenAt: `${days[0]}T00:00:00Z`,
  complete: true,
  people: [
    ...['ada', 'ben', 'cleo', 'dan'].map((name) => ({ email: email(name), name, status: 'active' as const, seat: 'standard', groups: name === 'ada' ? ['Sales'] : [] })),
    { email: email('eve'), status: 'invited', invitedAt: `${days[0]}T00:00:00Z` },
  ],
};

/** Sends the example through the doors. */
export async function sendExample(to: Served): Promise<void> {
  for (const answer of [await to.post([...events()]), await to.putDirectory(directory)]) {
    if (answer.status !== 200) throw new Error(`The example was refused: ${await answer.text()}`);
  }
}

/** What every surface must say about the last complete day. */
export const expected = { weeklyActiveUsers: 3, seats: 4, utilisation: 0.75, pendingInvites: 1, chats: 3, messages: 6, messagesPerChat: 2 } as const;

/** Spend from the first of yesterday's month to yesterday, in hundredths. */
export const spendMonthToDateCents = Number(yesterday.slice(8, 10)) * 175;
