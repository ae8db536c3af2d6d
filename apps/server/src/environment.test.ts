import { expect, test } from 'vitest';
import { readEnvironment } from './environment.js';

test('nothing needs to be set', () => {
  expect(readEnvironment({})).toEqual({ publicUrl: undefined, logLevel: 'info' });
  expect(readEnvironment({ PEGEL_PUBLIC_URL: '', PEGEL_LOG_LEVEL: '' })).toEqual({ publicUrl: undefined, logLevel: 'info' });
});

test('what is set wrongly is said by name, with what would be right', () => {
  expect(() => readEnvironment({ PEGEL_PUBLIC_URL: 'pegel.example', PEGEL_LOG_LEVEL: 'loud' })).toThrowErrorMatchingInlineSnapshot(`[SetupError: PEGEL_PUBLIC_URL must be an address such as https://pegel.example. PEGEL_LOG_LEVEL must be one of debug, info, warn, error, silent.]`);
});
