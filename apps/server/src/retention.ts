import type { Accounts } from '@pegel/accounts';
import { calendar, namedSince, type Instant, type UsageStore } from '@pegel/domain';
import type { Logger } from './log.js';

const dayMilliseconds = 86_400_000;

/** Takes away what people are called whose time is over, in every organisation that has decided on one; each time it is written down. */
export async function expirePeople({ accounts, store }: { readonly accounts: Pick<Accounts, 'organisations' | 'record'>; readonly store: UsageStore }, now: Instant): Promise<number> {
  let expired = 0;
  for (const organisation of accounts.organisations()) {
    const zone = calendar(organisation.timeZone);
    const today = zone.dayOf(now);
    const since = namedSince(organisation, today);
    if (since === null) continue;
    expired += await store.expire(organisation, zone.startOf(since), today, (count) =>
      accounts.record(organisation.slug, { happening: 'people-expired', at: now, by: { kind: 'operator', id: null, address: null }, about: { count } }),
    );
  }
  return expired;
}

/** The same at once, before anything is answered, and then daily. Answers with what ends it. */
export async function keepExpiring(folder: Parameters<typeof expirePeople>[0], log: Logger): Promise<() => void> {
  const run = async () => {
    try {
      const people = await expirePeople(folder, Date.now());
      if (people > 0) log.info({ people }, 'the time of data by person is over for some people, whose words are gone');
    } catch (error) {
      log.error({ err: error }, 'what people are called whose time is over could not be taken away; it is tried again tomorrow');
    }
  };
  await run();
  const timer = setInterval(() => void run(), dayMilliseconds).unref();
  return () => clearInterval(timer);
}
