import type { Accounts } from '@pegel/accounts';
import type { Instant } from '@pegel/domain';
import type { Logger } from './log.js';

const everyMinute = 60_000;

/**
 * Writes down every minute which requests for names have ended, also where nobody looks: in the journal it stands when it
 * was, and a clock that is set back later finds them closed. Ends when it is told to.
 */
export function noticeEnds({ accounts, now, log }: { readonly accounts: Pick<Accounts, 'organisations' | 'unmaskings'>; readonly now: () => Instant; readonly log: Pick<Logger, 'error'> }, every: number = everyMinute): () => void {
  const notice = (): void => {
    try {
      for (const { slug } of accounts.organisations()) accounts.unmaskings(slug, now());
    } catch (error) {
      log.error({ err: error }, 'which requests for names have ended could not be written down');
    }
  };
  notice();
  const timer = setInterval(notice, every).unref();
  return () => clearInterval(timer);
}
