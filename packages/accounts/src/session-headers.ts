import { credentialIn } from './tokens.js';

/** What of a request can belong to a session, and nothing else of it; `null` where there is no such thing. A reader token or a key is nobody. */
export function sessionHeadersIn(headers: Headers): Headers | null {
  const credential = credentialIn(headers);
  switch (credential.kind) {
    case 'cookie':
      return new Headers({ cookie: credential.cookie });
    case 'bearer':
      return new Headers({ authorization: `Bearer ${credential.token}` });
    default:
      return null;
  }
}
