import { expect, test } from 'vitest';
import { readEnvironment } from './environment.js';

test('nothing needs to be set', () => {
  expect(readEnvironment({})).toEqual({ publicUrl: undefined, logLevel: 'info', browserSessions: {}, trustedProxies: null });
  expect(readEnvironment({ PEGEL_PUBLIC_URL: '', PEGEL_LOG_LEVEL: '' })).toEqual({ publicUrl: undefined, logLevel: 'info', browserSessions: {}, trustedProxies: null });
});

test('what is set wrongly is said by name, with what would be right', () => {
  expect(() => readEnvironment({ PEGEL_PUBLIC_URL: 'pegel.example', PEGEL_TRUSTED_PROXIES: '127.0.0.1, proxy.internal', PEGEL_LOG_LEVEL: 'loud' })).toThrowErrorMatchingInlineSnapshot(`[SetupError: PEGEL_PUBLIC_URL must be an address such as https://pegel.example. PEGEL_TRUSTED_PROXIES names addresses and networks such as 127.0.0.1, ::1, 10.0.0.0/8, separated by commas; "proxy.internal" is none. PEGEL_LOG_LEVEL must be one of debug, info, warn, error, silent.]`);
});

test('how long somebody stays signed in is a number of minutes and of hours that make sense', () => {
  expect(readEnvironment({ PEGEL_SESSION_IDLE_MINUTES: '15', PEGEL_SESSION_HOURS: '8' }).browserSessions).toEqual({ idleMilliseconds: 900_000, wholeMilliseconds: 28_800_000 });
  for (const wrong of ['0', '4', '1441', '-30', '1e3', '30 minutes', '7.5', '٣٠']) expect(() => readEnvironment({ PEGEL_SESSION_IDLE_MINUTES: wrong })).toThrow('PEGEL_SESSION_IDLE_MINUTES must be a whole number from 5 to 1440.');
  for (const wrong of ['0', '721', 'a day']) expect(() => readEnvironment({ PEGEL_SESSION_HOURS: wrong })).toThrow('PEGEL_SESSION_HOURS must be a whole number from 1 to 720.');
});
