import { ask, type Answer } from '../session/asking.js';
import { faultIn, type Fault } from './faults.js';

/** How signing in went. */
export type SignInOutcome = 'signed-in' | 'second-step' | Refused;
type Refused = 'wrong' | Fault;

/** A second step is only asked for a few minutes after the first. */
type SecondStepOutcome = 'signed-in' | 'too-late' | Refused;

/** What proves that somebody has their phone, or has kept what replaces it. */
export type SecondStep = 'totp' | 'backup-code';

export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const answer = await ask<{ readonly twoFactorRedirect?: boolean } | null>('/auth/sign-in/email', { email, password });
  if (answer.kind !== 'answered') return refused(answer);
  return answer.body?.twoFactorRedirect === true ? 'second-step' : 'signed-in';
}

export async function confirmSecondStep(step: SecondStep, code: string): Promise<SecondStepOutcome> {
  const answer = await ask(`/auth/two-factor/verify-${step}`, { code: step === 'totp' ? code.replace(/\s/g, '') : code.trim() });
  if (answer.kind === 'answered') return 'signed-in';
  return answer.kind === 'refused' && answer.code === 'password-first' ? 'too-late' : refused(answer);
}

/** Where the identity provider asks who somebody is; they come back to an address of ours, also where it did not let them in. */
export async function providerAddress(next: string): Promise<{ readonly url: string } | Fault> {
  const answer = await ask<{ readonly url: string }>('/auth/sign-in/oauth2', {
    providerId: 'oidc',
    callbackURL: `${location.origin}${next}`,
    errorCallbackURL: `${location.origin}/login${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`,
  });
  return answer.kind === 'answered' ? answer.body : faultIn(answer);
}

function refused(answer: Exclude<Answer<unknown>, { readonly kind: 'answered' }>): Refused {
  const fault = faultIn(answer);
  return fault === 'failed' && answer.kind === 'refused' && answer.status >= 400 && answer.status < 500 ? 'wrong' : fault;
}
