import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isTest } from './named-test.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(`${top}${path}`, 'utf8');

/** The levels of the requirements of OWASP ASVS 5.0.0, section by section in their order: 345 of them. */
const levels: Readonly<Record<string, string>> = {
  '1.1': '22', '1.2': '1111122223', '1.3': '112222222223', '1.4': '222', '1.5': '123',
  '2.1': '122', '2.2': '112', '2.3': '12223', '2.4': '23',
  '3.1': '3', '3.2': '113', '3.3': '12223', '3.4': '11222233', '3.5': '11122333', '3.6': '3', '3.7': '22333',
  '4.1': '12233', '4.2': '23333', '4.3': '22', '4.4': '1222',
  '5.1': '2', '5.2': '112333', '5.3': '113', '5.4': '222',
  '6.1': '122', '6.2': '111111112222', '6.3': '11223333', '6.4': '112233', '6.5': '22222333', '6.6': '2223', '6.7': '33', '6.8': '2222',
  '7.1': '222', '7.2': '1111', '7.3': '22', '7.4': '11222', '7.5': '223', '7.6': '22',
  '8.1': '1233', '8.2': '1123', '8.3': '133', '8.4': '23',
  '9.1': '111', '9.2': '1222',
  '10.1': '22', '10.2': '223', '10.3': '22223', '10.4': '1111122222233333', '10.5': '22222', '10.6': '22', '10.7': '222',
  '11.1': '2233', '11.2': '22233', '11.3': '11233', '11.4': '1222', '11.5': '23', '11.6': '23', '11.7': '33',
  '12.1': '12233', '12.2': '11', '12.3': '22223',
  '13.1': '2333', '13.2': '222223', '13.3': '2233', '13.4': '1222233',
  '14.1': '22', '14.2': '12223333', '14.3': '122',
  '15.1': '12233', '15.2': '12233', '15.3': '1222222', '15.4': '3333',
  '16.1': '2', '16.2': '22222', '16.3': '2222', '16.4': '222', '16.5': '2223',
  '17.1': '23', '17.2': '22223333', '17.3': '22',
};
const required = Object.entries(levels).flatMap(([section, all]) => [...all].map((level, index) => ({ id: `V${section}.${index + 1}`, level }))).filter(({ level }) => level !== '3');

/** Rows of a CSV whose fields may be quoted and stay on their line. */
const rowsOf = (text: string): string[][] =>
  text.trim().split('\n').map((line) => [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, field = '']) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)));

const [head = [], ...lines] = rowsOf(read('docs/security/asvs.csv'));
const rows = lines.map(([id = '', level = '', requirement = '', applies = '', tests = '', reason = '', ...more]) => ({ id, level, requirement, applies, tests: tests === '' ? [] : tests.split(/; (?=[\w./-]+ › )/), reason, more }));
const notMet = /<!-- not met -->([\s\S]*?)<!-- \/not met -->/.exec(read('docs/security.md'))?.[1] ?? '';

/** The place of an answer that no test can give: a section of a page. */
function isPlace(text: string): boolean {
  const [, page = '', anchor = ''] = /^(docs\/[\w/.-]+\.md)#([\w-]+)\b/.exec(text) ?? [];
  const headings = existsSync(`${top}${page}`) && page !== '' ? [...read(page).matchAll(/^#{2,} (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')) : [];
  return headings.includes(anchor);
}

describe('docs/security/asvs.csv', () => {
  test('has every requirement of levels 1 and 2 once, with its level', () => {
    expect(head).toEqual(['id', 'level', 'requirement', 'applies', 'test', 'reason']);
    expect([required.filter(({ level }) => level === '1').length, required.filter(({ level }) => level === '2').length]).toEqual([70, 183]);
    expect(rows.map(({ id, level }) => ({ id, level }))).toEqual(required);
    expect(rows.filter(({ requirement, applies, more }) => requirement === '' || !['yes', 'no'].includes(applies) || more.length > 0)).toEqual([]);
  });

  test('says why what does not apply does not', () => {
    expect(rows.filter(({ applies, tests, reason }) => applies === 'no' && (reason === '' || tests.length > 0))).toEqual([]);
  });

  test('names for everything that applies a test that there is, or where the answer is written down', () => {
    const open = rows.filter(({ applies, reason }) => applies === 'yes' && !reason.startsWith('no, not met: '));
    expect(open.flatMap(({ id, tests }) => tests.filter((named) => !isTest(named)).map((named) => `${id}: there is no ${named}`))).toEqual([]);
    expect(open.filter(({ tests, reason }) => tests.length === 0 && !isPlace(reason)).map(({ id }) => id)).toEqual([]);
    for (const { id, reason } of open) for (const [place] of reason.matchAll(/docs\/[\w/.-]+\.md#[\w-]+/g)) expect([id, place, isPlace(place)]).toEqual([id, place, true]);
  });

  test('lists as not met what docs/security.md shows, and nothing else', () => {
    const shown = [...notMet.matchAll(/^- \*\*(V[\d.]+)\*\*/gm)].map(([, id]) => id);
    expect(rows.filter(({ reason }) => reason.startsWith('no, not met: ')).map(({ id, applies, tests }) => [id, applies, tests])).toEqual(shown.map((id) => [id, 'yes', []]));
    // Longer than that, it would be no list any more.
    expect(shown.length).toBeLessThanOrEqual(5);
  });
});
