import { passwordProblem, type PasswordReset, type PasswordWasReset } from '@pegel/accounts';
import { openFolder, type OpenOptions } from './data-folder.js';
import { SetupError } from './setup-error.js';

export interface ResetPasswordOptions extends PasswordReset {
  readonly data: string;
  /** Hears what happens to a folder of an earlier version first. */
  readonly announce?: OpenOptions['announce'];
}

/** Gives somebody another password, in a data folder that nobody serves at the moment. */
export async function resetPassword({ data, announce, ...reset }: ResetPasswordOptions): Promise<Extract<PasswordWasReset, { readonly kind: 'reset' }>> {
  const problem = passwordProblem(reset.password, reset.email);
  if (problem !== null) throw new SetupError(2, problem);
  const folder = await openFolder(data, { create: false, announce });
  try {
    const done = await folder.accounts.resetPassword(reset);
    if (done.kind === 'unknown') throw new SetupError(2, { en: `Nobody in ${data} has the address ${reset.email.trim()}. Nothing was changed.`, de: `In ${data} hat niemand die Adresse ${reset.email.trim()}. Geändert wurde nichts.` });
    return done;
  } finally {
    await folder.close();
  }
}
