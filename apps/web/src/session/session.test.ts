import { expect, test } from 'vitest';
import { loginAddress, returnAddress } from './session.js';

test('signing in leads back to the page asked for', () => {
  expect(loginAddress('/nordwind/overview?range=7d')).toBe('/login?next=%2Fnordwind%2Foverview%3Frange%3D7d');
  expect(returnAddress('/nordwind/overview?range=7d')).toBe('/nordwind/overview?range=7d');
});

test('signing in never leads to another site, whatever the link says', () => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example', 'javascript:alert(1)', '/login?next=/login', '', undefined]) expect(returnAddress(next)).toBe('/');
});
