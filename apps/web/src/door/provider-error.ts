import type { DoorWords } from '@pegel/presentation';

type ProviderError = keyof DoorWords['signIn']['providerErrors'];

/** What the server says in the address of a sign-in through the identity provider that did not succeed. */
const known: Readonly<Record<string, ProviderError>> = {
  access_denied: 'declined', signup_disabled: 'unknown', account_not_linked: 'taken', email_not_verified: 'unverified', state_mismatch: 'stale',
};

/** One of our own sentences for a word in the address, whatever that is: it is never shown itself. */
export const providerErrorOf = (word: string): ProviderError => (Object.hasOwn(known, word) ? (known[word] ?? 'failed') : 'failed');
