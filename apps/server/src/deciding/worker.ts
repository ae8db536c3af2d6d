import { parentPort } from 'node:worker_threads';
import { offeredIn, suppressedIn } from '@pegel/domain';
import type { Answered, Asked } from './beside.js';

/* What runs beside the server: it decides what of groups is hidden, one question after the other, and knows nothing but what a question says. */

const answerTo = (asked: Asked): Answered => (asked.kind === 'suppressed' ? { number: asked.number, suppressed: suppressedIn(asked.undecided) } : { number: asked.number, offered: offeredIn(asked.unsorted) });

parentPort?.on('message', (asked: Asked) => parentPort?.postMessage(answerTo(asked), []));
