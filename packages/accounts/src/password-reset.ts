import { normaliseEmail, type Instant } from '@pegel/domain';
import { and, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { addPassword, userWith } from './founding.js';
import type { SignIn } from './sign-in.js';
import { recordOfAccount } from './sign-in-journal.js';
import { forgetAttempts } from './sign-in-limits.js';
import { endOthers } from './sign-in-sessions.js';
import { account, twoFactor, user } from './tables.js';

/** What whoever runs the server wants for somebody who cannot sign in any more. */
export interface PasswordReset {
  readonly email: string;
  readonly password: string;
  /** Also takes away the second factor, for whoever has lost it with its backup codes. */
  readonly removeTwoFactor: boolean;
}

export type PasswordWasReset =
  | {
      readonly kind: 'reset';
      readonly email: string;
      readonly sessionsEnded: number;
      /** False where there was none, or it stays. */
      readonly twoFactorRemoved: boolean;
      /** Whether a code is still asked for beside the password. */
      readonly twoFactor: boolean;
    }
  | { readonly kind: 'unknown' };

/** Gives an account another password, or its first, and ends its sessions, in one transaction with the entries that tell of it. */
export async function resetPassword(tables: Tables, signIn: SignIn, { email: written, password, removeTwoFactor }: PasswordReset, now: Instant): Promise<PasswordWasReset> {
  const email = normaliseEmail(written);
  if (userWith(tables, email) === null) return { kind: 'unknown' };
  const hash = await signIn.hash(password);
  return tables.transaction(
    (within): PasswordWasReset => {
      const id = userWith(within, email);
      if (id === null) return { kind: 'unknown' };
      const at = new Date(now);
      const by = { kind: 'operator', id: null, address: null } as const;
      const changed = within.update(account).set({ password: hash, updatedAt: at }).where(and(eq(account.userId, id), eq(account.providerId, 'credential'))).run().changes;
      if (changed === 0) addPassword(within, id, hash, at);
      recordOfAccount(within, id, { happening: 'password-changed', at: now, by, about: { account: id } });
      const twoFactorRemoved = removeTwoFactor && within.delete(twoFactor).where(eq(twoFactor.userId, id)).run().changes > 0;
      if (twoFactorRemoved) {
        within.update(user).set({ twoFactorEnabled: false, updatedAt: at }).where(eq(user.id, id)).run();
        recordOfAccount(within, id, { happening: 'two-factor-changed', at: now, by, about: { account: id, change: 'turned-off' } });
      }
      const sessionsEnded = endOthers(within, id, '');
      forgetAttempts(within, email);
      const twoFactorStays = within.select({ isOn: user.twoFactorEnabled }).from(user).where(eq(user.id, id)).get()?.isOn === true;
      return { kind: 'reset', email, sessionsEnded, twoFactorRemoved, twoFactor: twoFactorStays };
    },
    { behavior: 'immediate' },
  );
}
