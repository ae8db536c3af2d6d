import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpendByUser } from '@pegel/domain';
import { reportCsv, spendByUserCsvHeader, spendByUserCsvRow } from './csv.js';
import { formulas, sampleReport } from './testing/index.js';

const hostile = ['=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x', '__proto__', 'a"b', 'a,b', 'a\nb', 'a\r\nb', '\u001b[31mred', ' '];
const line: SpendByUser = { key: 'p1', model: 'claude-opus', basis: 'billed', amount: 12_500_000_000n, listAmount: -1n, credits: 0n, requests: 3n, inputTokens: 1n, outputTokens: 2n, cacheReadTokens: 3n, cacheWriteTokens: 4n };
const period = { from: '2026-11-01', to: '2026-11-22' };

const unseen = /^[\s\p{Cc}\p{Cf}"`]+/u;
const runs = /^[=+\-@＝＋－＠]/;
const isNumber = /^-?\d+(\.\d+)?$/;

describe('a report as CSV', () => {
  const [row] = sampleReport({ metrics: ['chats', 'spend', 'utilisation'], range: '7d', grain: 'total' }).rows;
  const report = sampleReport({ metrics: ['chats', 'spend', 'utilisation'], range: '7d', grain: 'total' });

  test('has the columns of the contract, exact values and CRLF', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    const [header, first, ...rest] = reportCsv({ ...report, rows: [{ ...row, values: { chats: 212, spend: '-18412.6', utilisation: 0.65 } }] }).split('\r\n');
    expect(header).toBe('bucket,key,label,complete,chats,spend,utilisation');
    expect(first).toBe('2026-11-16,,,true,212,-18412.6,0.65');
    expect(rest).toEqual(['']);
  });

  test('leaves null empty and keeps zero', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    expect(reportCsv({ ...report, rows: [{ ...row, values: { chats: 0, spend: null, utilisation: null } }] })).toContain('true,0,,\r\n');
  });

  test('quotes hostile names so that they come back whole, and no spreadsheet runs them', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    const parsed = Papa.parse<string[]>(reportCsv({ ...report, rows: hostile.map((key) => ({ ...row, key, label: key })) }), { newline: '\r\n', skipEmptyLines: true }).data;
    expect(parsed.slice(1).map((cells) => cells[2])).toEqual(hostile.map((name) => (/^[=+\-@\t\r\n＝＋－＠]/.test(name) ? `'${name}` : name)));
    expect(parsed.every((cells) => cells.length === 7)).toBe(true);
  });

  test('has no cell that a spreadsheet would run, whatever it takes for the end of one', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    const texts = [
      reportCsv({ ...report, rows: formulas.map((key) => ({ ...row, key, label: key })) }),
      ...formulas.map((name) => spendByUserCsvRow({ ...line, key: name, model: name }, { key: name, ids: [name, name], email: name, name }, period, 'USD')),
    ];
    for (const text of texts) {
      for (const delimiter of [',', ';', '\t']) {
        // With quotes as a spreadsheet reads them, and without: where another separator is meant, they stand in the middle.
        const quoted = Papa.parse<string[]>(text, { delimiter }).data.flat();
        const unquoted = text.split(/\r\n|\n|\r/).flatMap((piece) => piece.split(delimiter));
        const cells = delimiter === ',' ? quoted : [...quoted, ...unquoted];
        expect(cells.filter((cell) => runs.test(cell.replace(unseen, '')) && !isNumber.test(cell))).toEqual([]);
      }
    }
  });

  test('brings any label back', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (label) => {
        const parsed = Papa.parse<string[]>(reportCsv({ ...report, rows: [{ ...row, label }] }), { newline: '\r\n', delimiter: ',' }).data;
        const unguarded = (text: string) => text.replace(/'(?=[=+\-@＝＋－＠])/g, '').replace(/^'(?=[\t\r\n])/, '');
        expect(unguarded(parsed[1]?.[2] ?? '')).toBe(unguarded(label));
      }),
    );
  });
});

describe('the spend report by person', () => {
  test('has the columns of the contract', () => {
    expect(spendByUserCsvHeader).toBe('from,to,user_id,email,name,model,currency,spend,list_spend,credits,requests,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,basis\r\n');
  });

  test('names a person where the reader may see them', () => {
    const person = { key: 'p1', ids: ['u-7'], email: 'h.vogt@nordwind.example', name: '=Vogt, H.' };
    expect(spendByUserCsvRow(line, person, period, 'USD')).toBe('2026-11-01,2026-11-22,u-7,h.vogt@nordwind.example,"\'=Vogt, H.",claude-opus,USD,12.5,-0.000000001,0,3,1,2,3,4,billed\r\n');
  });

  test('leaves a cell empty for what nobody has counted, which is not 0', () => {
    const reported = { ...line, basis: 'reported' as const, credits: null, requests: 0n, inputTokens: null, listAmount: null };
    expect(spendByUserCsvRow(reported, null, period, 'USD')).toBe('2026-11-01,2026-11-22,p1,,,claude-opus,USD,12.5,,,0,,2,3,4,reported\r\n');
  });

  test('has the key where nobody is named', () => {
    expect(spendByUserCsvRow({ ...line, key: '@service', model: null }, null, period, 'EUR')).toBe("2026-11-01,2026-11-22,@service,,,,EUR,12.5,-0.000000001,0,3,1,2,3,4,billed\r\n");
  });
});
