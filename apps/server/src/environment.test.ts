import { expect, test } from 'vitest';
import { readEnvironment } from './environment.js';

test('nothing needs to be set', () => {
  expect(readEnvironment({})).toEqual({ publicUrl: undefined, logLevel: 'info', trustedProxies: null });
  expect(readEnvironment({ PEGEL_PUBLIC_URL: '', PEGEL_LOG_LEVEL: '' })).toEqual({ publicUrl: undefined, logLevel: 'info', trustedProxies: null });
});

test('what is set wrongly is said by name, with what would be right', () => {
  expect(() => readEnvironment({ PEGEL_PUBLIC_URL: 'pegel.example', PEGEL_TRUSTED_PROXIES: '127.0.0.1, proxy.internal', PEGEL_LOG_LEVEL: 'loud' })).toThrowErrorMatchingInlineSnapshot(`[SetupError: PEGEL_PUBLIC_URL must be an address such as https://pegel.example. PEGEL_TRUSTED_PROXIES names addresses and networks such as 127.0.0.1, ::1, 10.0.0.0/8, separated by commas; "proxy.internal" is none. PEGEL_LOG_LEVEL must be one of debug, info, warn, error, silent.]`);
});
