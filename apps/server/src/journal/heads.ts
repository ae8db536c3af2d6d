import { journalHeadText, type JournalStore } from '@pegel/domain';
import type { Logger } from '../log.js';

const daily = 86_400_000;

/**
 * Logs the end of every chain of the journal, now and once a day: whoever keeps logs elsewhere can show with them that no
 * chain was cut off or written anew. Ends when it is told to.
 */
export function tellHeads(accounts: Pick<JournalStore, 'journalHeads'>, log: Pick<Logger, 'info' | 'error'>, every: number = daily): () => void {
  const tell = (): void => {
    try {
      for (const head of accounts.journalHeads()) log.info({ head: journalHeadText(head) }, 'journal head');
    } catch (error) {
      log.error({ err: error }, 'the heads of the journal could not be read');
    }
  };
  tell();
  const timer = setInterval(tell, every).unref();
  return () => clearInterval(timer);
}
