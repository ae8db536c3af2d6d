import { z } from 'zod';
import { normaliseEmail } from '../identity.js';
import { refuse } from '../report-error.js';
import { shown } from '../shown.js';

/** An e-mail address in the form in which they are compared. The same rule that signing in has: an address that it refuses could never sign in. */
export function emailFrom(text: string): string {
  const email = normaliseEmail(text);
  if (!z.email().max(320).safeParse(email).success) refuse({ name: 'address-wrong', about: { given: shown(text) } });
  return email;
}
