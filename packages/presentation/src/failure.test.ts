import { expect, test } from 'vitest';
import { failureText } from './failure.js';

const call = { panel: 'Spend by model', message: 'Something went wrong here.', code: 'INTERNAL_SERVER_ERROR', status: 500, requestId: '7f3a91', address: 'https://pegel.example/nordwind/overview', at: '2026-11-23T17:45:00.000Z' };

test('a failure is told with all that its finder needs, in the language of the page', () => {
  expect(failureText(call, 'en').split('\n')).toEqual([
    'Could not load: Spend by model', 'Something went wrong here.', 'Code: INTERNAL_SERVER_ERROR, HTTP 500', 'Request: 7f3a91', 'Page: https://pegel.example/nordwind/overview', 'Time: 2026-11-23T17:45:00.000Z',
  ]);
  expect(failureText({ ...call, code: null, status: null, requestId: null }, 'de').split('\n')).toEqual([
    'Konnte nicht geladen werden: Spend by model', 'Something went wrong here.', 'Seite: https://pegel.example/nordwind/overview', 'Zeit: 2026-11-23T17:45:00.000Z',
  ]);
});
