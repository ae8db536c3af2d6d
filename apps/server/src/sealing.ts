import type { OpenFolder } from './data-folder.js';
import type { Logger } from './log.js';

const pauseMilliseconds = 200;
const lookMilliseconds = 1_000;
const retryMilliseconds = 600_000;

/** Writes days in columns into the file, some in a moment, with a pause between moments in which requests are answered. Answers with what ends it. */
export function keepSealing({ sealDays, isInPlace }: Pick<OpenFolder, 'sealDays' | 'isInPlace'>, log: Logger): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const seal = async (): Promise<number> => {
    try {
      return isInPlace() && (await sealDays(Date.now())) > 0 ? pauseMilliseconds : lookMilliseconds;
    } catch (error) {
      log.warn({ err: error }, 'days in columns could not be written into the database; the next start makes them anew, and it is tried again in ten minutes');
      return retryMilliseconds;
    }
  };
  const wait = (milliseconds: number): void => {
    if (!isEnded) timer = setTimeout(() => void seal().then(wait), milliseconds).unref();
  };
  wait(lookMilliseconds);
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}
