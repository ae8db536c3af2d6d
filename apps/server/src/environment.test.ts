import { describe, expect, test } from 'vitest';
import { readEnvironment } from './environment.js';

test('nothing needs to be set', () => {
  expect(readEnvironment({})).toEqual({ publicUrl: undefined, logLevel: 'info', browserSessions: {}, trustedProxies: null, cubeBytes: undefined, oidc: null });
  expect(readEnvironment({ PEGEL_PUBLIC_URL: '', PEGEL_LOG_LEVEL: '' })).toEqual({ publicUrl: undefined, logLevel: 'info', browserSessions: {}, trustedProxies: null, cubeBytes: undefined, oidc: null });
});

test('what is set wrongly is said by name, with what would be right', () => {
  expect(() => readEnvironment({ PEGEL_PUBLIC_URL: 'pegel.example', PEGEL_TRUSTED_PROXIES: '127.0.0.1, proxy.internal', PEGEL_LOG_LEVEL: 'loud' })).toThrowErrorMatchingInlineSnapshot(`[SetupError: PEGEL_PUBLIC_URL must be an address such as https://pegel.example, without a path. PEGEL_TRUSTED_PROXIES names addresses and networks such as 127.0.0.1, ::1, 10.0.0.0/8, separated by commas; "proxy.internal" is none. PEGEL_LOG_LEVEL must be one of debug, info, warn, error, silent.]`);
});

test('how long somebody stays signed in is a number of minutes and of hours that make sense', () => {
  expect(readEnvironment({ PEGEL_SESSION_IDLE_MINUTES: '15', PEGEL_SESSION_HOURS: '8' }).browserSessions).toEqual({ idleMilliseconds: 900_000, wholeMilliseconds: 28_800_000 });
  for (const wrong of ['0', '4', '1441', '-30', '1e3', '30 minutes', '7.5', '٣٠']) expect(() => readEnvironment({ PEGEL_SESSION_IDLE_MINUTES: wrong })).toThrow('PEGEL_SESSION_IDLE_MINUTES must be a whole number from 5 to 1440.');
  for (const wrong of ['0', '721', 'a day']) expect(() => readEnvironment({ PEGEL_SESSION_HOURS: wrong })).toThrow('PEGEL_SESSION_HOURS must be a whole number from 1 to 720.');
});

test('how much memory columns of facts may take is a number of mebibytes, and may be none', () => {
  expect(['0', '1024'].map((mebibytes) => readEnvironment({ PEGEL_COLUMNS_MEBIBYTES: mebibytes }).cubeBytes)).toEqual([0, 2 ** 30]);
  expect(() => readEnvironment({ PEGEL_COLUMNS_MEBIBYTES: '1G' })).toThrow('PEGEL_COLUMNS_MEBIBYTES must be a whole number from 0 to 999999.');
});

test('where people reach the server is the top of a host', () => {
  for (const right of ['https://pegel.example', 'https://pegel.example/', 'https://Pegel.example:8443', 'http://127.0.0.1:4680', 'http://[::1]:4680']) expect(readEnvironment({ PEGEL_PUBLIC_URL: right }).publicUrl).toBe(right);
  for (const wrong of ['https://pegel.example/pegel', 'https://pegel.example/?', 'https://pegel.example/#', 'https://h@pegel.example', 'ftp://pegel.example', 'https://', 'pegel.example']) {
    expect(() => readEnvironment({ PEGEL_PUBLIC_URL: wrong })).toThrow('PEGEL_PUBLIC_URL must be an address such as https://pegel.example, without a path.');
  }
});

describe('an identity provider', () => {
  const whole = { PEGEL_PUBLIC_URL: 'https://pegel.example', PEGEL_OIDC_ISSUER: 'https://login.example/realms/staff', PEGEL_OIDC_CLIENT_ID: 'pegel', PEGEL_OIDC_CLIENT_SECRET: 'planted-secret' };

  test('is named whole; the button is called as its host where nothing else is said, and no address is trusted', () => {
    expect(readEnvironment(whole).oidc).toEqual({ issuer: whole.PEGEL_OIDC_ISSUER, clientId: 'pegel', clientSecret: 'planted-secret', name: 'login.example', trustEmail: false });
    expect(readEnvironment({ ...whole, PEGEL_OIDC_NAME: 'Entra ID', PEGEL_OIDC_TRUST_EMAIL: 'true', PEGEL_OIDC_ISSUER: 'http://127.0.0.1:9999' }).oidc).toMatchObject({ name: 'Entra ID', trustEmail: true, issuer: 'http://127.0.0.1:9999' });
  });

  test.each([
    [{ PEGEL_PUBLIC_URL: undefined }, /PEGEL_PUBLIC_URL must be set too/],
    [{ PEGEL_OIDC_ISSUER: undefined }, /takes PEGEL_OIDC_ISSUER, PEGEL_OIDC_CLIENT_ID and PEGEL_OIDC_CLIENT_SECRET/],
    [{ PEGEL_OIDC_CLIENT_ID: '' }, /set all three, or none/],
    [{ PEGEL_OIDC_ISSUER: 'http://login.example' }, /PEGEL_OIDC_ISSUER must be the address of an issuer with https/],
    [{ PEGEL_OIDC_ISSUER: 'http://127.0.0.1.evil.example' }, /with https/],
    [{ PEGEL_OIDC_ISSUER: 'https://login.example/?tenant=1' }, /with https/],
    [{ PEGEL_OIDC_ISSUER: 'login.example' }, /with https/],
    [{ PEGEL_OIDC_TRUST_EMAIL: 'yes' }, /PEGEL_OIDC_TRUST_EMAIL must be true or false/],
  ])('with %j is refused in a sentence, without the secret', (changes, sentence) => {
    const attempt = () => readEnvironment({ ...whole, ...changes });
    expect(attempt).toThrow(sentence);
    expect(attempt).not.toThrow(/planted-secret/);
  });
});
