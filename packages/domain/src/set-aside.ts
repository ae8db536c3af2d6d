import type { ItemError, QuarantineCode } from './account.js';
import { refusalSentence, type NamedRefusal, type RefusalName } from './refusals.js';

/** Why an item is set aside, for whoever sent it. */
export type Aside = Pick<ItemError, 'message' | 'refusal'> & { readonly code: QuarantineCode };

type AsideRefusal = NamedRefusal<Extract<RefusalName, 'item-future' | 'item-currency' | 'item-conflict'>>;

const codes = { 'item-future': 'future', 'item-currency': 'foreign-currency', 'item-conflict': 'conflict' } as const satisfies Record<AsideRefusal['name'], QuarantineCode>;

/** Both stores give the same reasons. */
export const asideFor = (refusal: AsideRefusal): Aside => ({ code: codes[refusal.name], message: refusalSentence(refusal), refusal });
