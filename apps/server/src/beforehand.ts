import type { Accounts } from '@pegel/accounts';
import type { Organisation } from '@pegel/domain';
import type { OpenFolder } from './data-folder.js';
import type { Logger } from './log.js';

/**
 * Has in memory what reports count from before anybody asks, one organisation after the other, those first in which
 * something happened last, as far as there is room. Answers with what ends it.
 */
export function prepareAll({ accounts, columns, prepareBeforehand }: Pick<OpenFolder, 'columns' | 'prepareBeforehand'> & { readonly accounts: Pick<Accounts, 'organisations' | 'journalEntries'> }, log: Logger): () => void {
  let isEnded = false;
  const isFull = (): boolean => {
    const held = columns();
    return held === null || held.bytes >= held.bytesMax;
  };
  const run = async (): Promise<void> => {
    const begun = performance.now();
    const all = lastUsedFirst(accounts);
    let organisations = 0;
    for (const organisation of all) {
      await prepareBeforehand(organisation);
      if (isEnded || isFull()) break;
      organisations += 1;
    }
    if (!isEnded) log.info({ organisations, withoutRoom: all.length - organisations, milliseconds: Math.round(performance.now() - begun) }, 'what reports count from is in memory');
  };
  run().catch((error: unknown) => log.warn({ err: error }, 'what reports count from could not be brought into memory; whoever asks first waits for it'));
  return () => {
    isEnded = true;
  };
}

function lastUsedFirst(accounts: Pick<Accounts, 'organisations' | 'journalEntries'>): Organisation[] {
  const used = new Map(accounts.organisations().map((organisation) => [organisation, accounts.journalEntries(organisation.slug, { limit: 1 })[0]?.at ?? -Infinity]));
  return [...used].sort(([, a], [, b]) => b - a).map(([organisation]) => organisation);
}
