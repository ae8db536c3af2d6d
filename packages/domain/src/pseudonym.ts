import { createHmac } from 'node:crypto';
import type { Handle } from './identity.js';

/**
 * The key that stands for a person in reports: stable within the organisation, meaningless outside it, and no way back
 * to the name without the organisation's secret.
 */
export const pseudonymOf = (secret: string, person: Handle): string =>
  `p_${createHmac('sha256', secret).update(person).digest('hex').slice(0, 20)}`;
