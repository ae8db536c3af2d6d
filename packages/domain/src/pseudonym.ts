import { createHmac } from 'node:crypto';
import { isErasedWord, type Handle } from './identity.js';
import { unattributed } from './store.js';

/**
 * The key that stands for a person in reports: stable within the organisation, meaningless outside it, and no way back
 * to the name without the organisation's secret. Whoever was erased has none.
 */
export const pseudonymOf = (secret: string, person: Handle): string =>
  isErasedWord(person) ? unattributed : `p_${createHmac('sha256', secret).update(person).digest('hex').slice(0, 20)}`;
