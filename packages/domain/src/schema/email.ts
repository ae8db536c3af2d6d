import { z } from 'zod';
import { normaliseEmail } from '../identity.js';
import { ReportError } from '../query.js';
import { shown } from '../shown.js';

/** An e-mail address in the form in which they are compared. The same rule that signing in has: an address that it refuses could never sign in. */
export function emailFrom(text: string): string {
  const email = normaliseEmail(text);
  if (!z.email().max(320).safeParse(email).success) throw new ReportError('bad-query', `email must look like h@nordwind.example; got ${shown(text)}.`);
  return email;
}
