import { QueryClient } from '@tanstack/solid-query';
import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPegelClient } from '@pegel/client';
import type { OwnAccount } from '@pegel/domain';
import { doorWordsIn } from '@pegel/presentation';
import { App } from './app.jsx';
import { open } from './testing/opened.jsx';
import { soon } from './testing/soon.js';

const account: OwnAccount = {
  email: 'h.vogt@nordwind.example', hasPassword: true, twoFactor: false, sessions: [],
  organisations: [{ slug: 'nordwind', name: 'Nordwind AG', role: 'owner' }, { slug: 'suedwind', name: 'Südwind GmbH', role: 'auditor' }],
};

/** Answers what is asked beside the typed interface, by path; everything else is not there. Returns what was sent. */
function answering(answers: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>>): readonly (readonly [path: string, body: unknown])[] {
  const sent: (readonly [string, unknown])[] = [];
  vi.stubGlobal('fetch', async (path: string, request: RequestInit = {}) => {
    if (typeof request.body === 'string') sent.push([path, JSON.parse(request.body)]);
    const { status = 200, body } = answers[path] ?? { status: 404, body: {} };
    return new Response(JSON.stringify(body), { status });
  });
  return sent;
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('signing in', () => {
  test.each([
    ['access_denied', 'declined'], ['signup_disabled', 'unknown'], ['account_not_linked', 'taken'], ['email_not_verified', 'unverified'], ['state_mismatch', 'stale'], ['failed', 'failed'],
    ['constructor', 'failed'], ['<img src=x>', 'failed'],
  ] as const)('what the identity provider says as %s is said in a sentence of our own', async (word, sentence) => {
    answering({});
    open(`/login?error=${encodeURIComponent(word)}`);
    expect((await screen.findByText(doorWordsIn('en').signIn.providerErrors[sentence])).getAttribute('role')).toBe('alert');
    expect(document.body.textContent).not.toContain(word);
  });

  test('offers the identity provider where there is one, by its name', async () => {
    answering({ '/sign-in.json': { body: { setUp: false, oidc: { name: 'Staff login' } } } });
    open('/login');
    expect(await screen.findByRole('button', { name: 'Sign in with Staff login' })).toBeTruthy();
  });

  test('says of an empty form what is missing, at the fields, takes it back as they are filled in, and asks nobody', async () => {
    const sent = answering({});
    open('/login');
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
    const email = screen.getByLabelText<HTMLInputElement>('E-mail address');
    await soon(() => expect(document.activeElement).toBe(email));
    expect([email.getAttribute('aria-invalid'), screen.getByLabelText('Password').getAttribute('aria-invalid'), sent]).toEqual(['true', 'true', []]);
    fireEvent.input(email, { target: { value: 'h' } });
    expect([email.getAttribute('aria-invalid'), screen.getByLabelText('Password').getAttribute('aria-invalid')]).toEqual(['false', 'true']);
  });

  test('shows a password to whoever asks for it', async () => {
    answering({});
    open('/login');
    fireEvent.click(await screen.findByRole('button', { name: 'Show: Password' }));
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('text');
  });
});

describe('somebody who is a member of several organisations', () => {
  test('goes from one to the others by the menu', async () => {
    answering({ '/account': { body: account } });
    open('/nordwind/overview');
    const [others] = await screen.findAllByRole('navigation', { name: 'Other organisations' });
    if (others === undefined) expect.fail();
    expect(within(others).getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([['Südwind GmbH', '/suedwind']]);
  });

  test('chooses on the bare address', async () => {
    const ambiguous = { error: { message: 'Say which organisation you mean; yours are nordwind, suedwind.', code: -32600, data: { code: 'BAD_REQUEST', httpStatus: 400 } } };
    answering({ '/account': { body: account }, [`${location.origin}/trpc/reader?input=${encodeURIComponent('{}')}`]: { status: 400, body: ambiguous } });
    history.replaceState(null, '', '/');
    render(() => <App session={{ client: createPegelClient({ url: location.origin }), queries: new QueryClient() }} />);
    expect(await screen.findByRole('heading', { level: 1, name: 'Which organisation?' })).toBeTruthy();
    expect((await screen.findByRole('link', { name: 'Open: Südwind GmbH' })).getAttribute('href')).toBe('/suedwind');
    expect(screen.getByText('Auditor')).toBeTruthy();
  });
});

test('an account that signs in through a provider alone is asked for no password', async () => {
  answering({ '/account': { body: { ...account, hasPassword: false } } });
  open('/account');
  expect(await screen.findByText('You sign in through your identity provider; there is no password here.')).toBeTruthy();
  expect(document.querySelector('input[type=password]')).toBeNull();
});

test('whoever is not signed in and opens their account or a terminal signs in first, and comes back', async () => {
  for (const path of ['/account', '/device?user_code=ABCD-EFGH']) {
    answering({ '/account': { status: 401, body: {} } });
    open(path);
    await screen.findByRole('heading', { level: 1, name: 'Sign in' });
    await soon(() => expect(location.search).toBe(`?next=${encodeURIComponent(path)}`));
    cleanup();
  }
});
