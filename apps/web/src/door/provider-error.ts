import type { DoorWords } from '@pegel/presentation';

type ProviderError = keyof DoorWords['signIn']['providerErrors'];

/** What an address may say of a sign-in through the identity provider that did not succeed. */
const known: Readonly<Record<string, ProviderError>> = {
  access_denied: 'declined',
  login_required: 'declined',
  signup_disabled: 'unknown',
  account_not_linked: 'unknown',
  unable_to_link_account: 'unknown',
  email_not_verified: 'unverified',
  email_not_found: 'unverified',
  state_not_found: 'stale',
  state_mismatch: 'stale',
  please_restart_the_process: 'stale',
  invalid_code: 'stale',
};

/** One of our own sentences for a word in the address, whatever that is: it is never shown itself. */
export const providerErrorOf = (word: string): ProviderError => (Object.hasOwn(known, word) ? (known[word] ?? 'failed') : 'failed');
