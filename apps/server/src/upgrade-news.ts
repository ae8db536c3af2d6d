import type { UpgradeNews } from '@pegel/sqlite';

/** For the log. */
export function sentenceOf(news: UpgradeNews): string {
  switch (news.kind) {
    case 'begins':
      return `${news.file} has the schema of an earlier version; ${news.steps === 1 ? 'one step is' : `${news.steps} steps are`} to be applied. Everything in it is counted and backed up first.`;
    case 'backed-up':
      return `the backup is ${news.backup}`;
    case 'applies':
      return `applying ${news.step} of ${news.component}`;
    case 'rewrites':
      return `writing ${news.file} anew, so that no name is left in what it no longer uses${news.backup === null ? '' : `; ${news.backup}, the backup from before, still has names that anybody can read: remove it as soon as you need no way back`}`;
  }
}
