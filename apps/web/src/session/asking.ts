/** What came of asking the server something beside its typed interface. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly body: T }
  /** The code is for programs, the sentence the server's. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'unreachable' };

/** Nobody is signed in, or no longer. */
export const isSignedOut = (answer: Answer<unknown> | null): boolean => answer?.kind === 'refused' && answer.status === 401;

/** Asks with this browser's session. What is sent makes it a POST, so that no secret is ever part of an address. */
export async function ask<T>(path: string, sent?: object): Promise<Answer<T>> {
  // Where the server has a sentence in more than one language, it is that of the page.
  const accept = { accept: 'application/json', 'accept-language': document.documentElement.lang };
  const request: RequestInit = sent === undefined ? { headers: accept } : { method: 'POST', headers: { ...accept, 'content-type': 'application/json' }, body: JSON.stringify(sent) };
  try {
    const response = await fetch(path, { ...request, credentials: 'same-origin', cache: 'no-store' });
    const text = await response.text();
    if (!response.ok) return { kind: 'refused', status: response.status, ...refusalIn(text) };
    return { kind: 'answered', body: JSON.parse(text === '' ? 'null' : text) as T }; // What the route promises.
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Every refusal of the server says why; a proxy's does not. */
function refusalIn(text: string): { readonly code: string; readonly message: string } {
  try {
    const said: unknown = JSON.parse(text);
    const error: unknown = said !== null && typeof said === 'object' && 'error' in said ? said.error : null;
    const textAt = (name: string): string => {
      const value: unknown = error !== null && typeof error === 'object' ? Reflect.get(error, name) : '';
      return typeof value === 'string' ? value : '';
    };
    return { code: textAt('code'), message: textAt('message') };
  } catch {
    return { code: '', message: '' };
  }
}
