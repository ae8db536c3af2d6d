import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount, type SpendByUser } from '@pegel/domain';
import { cellKinds } from './csv-cells.js';
import { column, csvFile, csvText, rowsOf, type Column } from './csv.js';
import { dialects, type Dialect } from './csv-dialect.js';
import { reportCsv, spendByUserFile } from './report-csv.js';
import { cellsIn, mark, separators } from './testing/cells-in.js';
import { formulas, sampleReport } from './testing/index.js';

const hostile = ['=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x', '__proto__', 'a"b', 'a,b', 'a\nb', 'a\r\nb', '\u001b[31mred', ' '];
const line: SpendByUser = { key: 'p1', model: 'claude-opus', basis: 'billed', amount: 12_500_000_000n, listAmount: -1n, credits: 0n, requests: 3n, inputTokens: 1n, outputTokens: 2n, cacheReadTokens: 3n, cacheWriteTokens: 4n };
const period = { from: '2026-11-01', to: '2026-11-22' };

const unseen = /^[\s\p{Cc}\p{Cf}"`]+/u;
const runs = /^[=+\-@＝＋－＠]/;
const isNumber = /^-?\d+([.,]\d+)?$/;

describe('for Excel in German', () => {
  const report = sampleReport({ metrics: ['chats', 'spend', 'utilisation'], range: '7d', grain: 'total' });
  const [row] = report.rows;

  test('a report has semicolons, decimal commas, German days and headers, and the mark of UTF-8', () => {
    if (row === undefined) throw new Error('The sample has a row.');
    const text = reportCsv({ ...report, rows: [{ ...row, key: '@other', label: 'Grün; Österreich', values: { chats: 212, spend: '-18412.6', utilisation: 0.65 } }] }, 'excel-de');
    expect(text).toBe(`${mark}Beginn;Schlüssel;Bezeichnung;Vollständig;Chats;Gesamtausgaben (USD);Auslastungsquote\r\n16.11.2026;@other;"Grün; Österreich";WAHR;212;-18412,6;0,65\r\n`);
  });

  test('spend by person has a header for each of its columns, and the same values', () => {
    const file = spendByUserFile('excel-de');
    const person = { key: 'p1', ids: ['u-7'], email: 'h.vogt@nordwind.example', name: 'Vogt, H.' };
    expect(file.header).toBe(`${mark}Von;Bis;Benutzerkennung;E-Mail;Name;Modell;Währung;Ausgaben;Ausgaben zu Listenpreisen;Guthaben;Anfragen;Eingabe-Token;Ausgabe-Token;Aus einem Cache gelesene Token;In einen Cache geschriebene Token;Grundlage\r\n`);
    expect(file.line({ row: line, person, period, currency: 'USD' })).toBe('01.11.2026;22.11.2026;u-7;h.vogt@nordwind.example;Vogt, H.;claude-opus;USD;12,5;-0,000000001;0;3;1;2;3;4;billed\r\n');
  });
});

/** A cell of any kind, as a value of it can be. */
const anyCell = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), value: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...formulas)) }),
  fc.record({ kind: fc.constant('number' as const), value: fc.oneof(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(formatAmount), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.maxSafeInteger().map(String)) }),
  fc.record({ kind: fc.constant('days' as const), value: fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)) }),
  fc.record({ kind: fc.constant('flag' as const), value: fc.boolean().map(String) }),
);

test('whatever is written, both dialects bring the same values back, and money to its last digit', () => {
  const read: Readonly<Record<'text' | 'number' | 'days' | 'flag', (text: string, dialect: Dialect) => string>> = {
    text: (text) => text.replace(/'+(?=[=+\-@＝＋－＠])/g, '').replace(/^'+(?=[\t\r\n])/, ''),
    number: (text, dialect) => (dialect === 'standard' ? text : text.replace(',', '.')),
    days: (text, dialect) => (dialect === 'standard' ? text : text.split('.').reverse().join('-')),
    flag: (text, dialect) => (dialect === 'standard' ? text : String(text === 'WAHR')),
  };
  fc.assert(
    fc.property(fc.array(fc.array(anyCell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), fc.constantFrom(...dialects), (rows, dialect) => {
      const columns = (['key', 'value'] as const).map((name, index) => column<(typeof rows)[number]>(name, (cells) => cells[index]?.kind ?? 'text', (cells) => cells[index]?.value));
      const parsed = cellsIn(csvText(columns, rows, dialect), dialect).slice(1);
      // A line of nothing but empty cells is none to a reader of lists.
      const written = rows.map((cells) => cells.map(({ kind, value }) => (kind === 'text' ? read.text(value, dialect) : value)));
      expect(parsed.map((cells, at) => cells.map((text, index) => read[rows[at]?.[index]?.kind ?? 'text'](text, dialect)))).toEqual(written);
    }),
  );
});

test('each line has its cells quoted as RFC 4180 has it, whatever the lines before it had', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyCell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), fc.constantFrom(...dialects), (rows, dialect) => {
      const file = csvFile([0, 1, 2].map((index) => column<(typeof rows)[number]>('key', (cells) => cells[index]?.kind ?? 'text', (cells) => cells[index]?.value)), dialect);
      // Twice: what was written once is remembered.
      for (const row of [...rows, ...rows]) expect(file.line(row)).toBe(`${Papa.unparse([[...file.cells(row)]], { newline: '\r\n', delimiter: separators[dialect] })}\r\n`);
    }),
  );
});

test('a number is never guarded, or it would be a text', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.constantFrom(...dialects), (amount, dialect) => {
      expect(cellKinds.number(formatAmount(amount), dialect)).toMatch(isNumber);
    }),
  );
});

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

  describe.each(dialects)('as %s', (dialect) => {
    test('has no cell that a spreadsheet would run, whatever it takes for the end of one', () => {
      if (row === undefined) throw new Error('The sample has a row.');
      const texts = [
        reportCsv({ ...report, rows: formulas.map((key) => ({ ...row, key, label: key })) }, dialect),
        ...formulas.map((name) => spendByUserFile(dialect).line({ row: { ...line, key: name, model: name }, person: { key: name, ids: [name, name], email: name, name }, period, currency: 'USD' })),
      ];
      for (const text of texts) {
        for (const delimiter of [',', ';', '\t']) {
          // With quotes as a spreadsheet reads them, and without: where another separator is meant, they stand in the middle.
          const quoted = Papa.parse<string[]>(text, { delimiter }).data.flat();
          const unquoted = text.split(/\r\n|\n|\r/).flatMap((piece) => piece.split(delimiter));
          const cells = delimiter === separators[dialect] ? quoted : [...quoted, ...unquoted];
          expect(cells.filter((cell) => runs.test(cell.replace(unseen, '')) && !isNumber.test(cell))).toEqual([]);
        }
      }
    });
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

test('rows are the same and in the same order as CSV and as NDJSON, cell by cell', () => {
  const columns: readonly Column<readonly (string | number | boolean | null)[]>[] = [column('key', 'word', ([key]) => key), column('value', 'number', ([, value]) => value), column('complete', 'flag', ([, , flag]) => flag), column('label', 'text', ([, , , label]) => label)];
  const text = fc.string({ unit: 'grapheme' }).filter((one) => !/['\r\n]/.test(one));
  const word = fc.stringMatching(/^[a-z-]{1,9}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.option(fc.integer()), fc.option(fc.boolean()), fc.option(text))), (rows) => {
      const listed = rowsOf(columns, rows);
      const [names = [], ...cells] = cellsIn(listed.csv('standard'), 'standard');
      const objects = listed.ndjson().split('\n').slice(0, -1).map((one) => JSON.parse(one) as Record<string, unknown>); // What NDJSON is.
      expect(names).toEqual(['key', 'value', 'complete', 'label']);
      expect(objects.map((one) => Object.values(one))).toEqual(rows);
      expect(cells.map((row) => row.map((cell) => cell.replaceAll("'", '')))).toEqual(objects.map((one) => names.map((name) => String(one[name] ?? ''))));
    }),
  );
});

describe('the spend report by person', () => {
  test('has the columns of the contract', () => {
    expect(spendByUserFile('standard').header).toBe('from,to,user_id,email,name,model,currency,spend,list_spend,credits,requests,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,basis\r\n');
  });

  test('names a person where the reader may see them', () => {
    const person = { key: 'p1', ids: ['u-7'], email: 'h.vogt@nordwind.example', name: '=Vogt, H.' };
    expect(spendByUserFile('standard').line({ row: line, person, period, currency: 'USD' })).toBe('2026-11-01,2026-11-22,u-7,h.vogt@nordwind.example,"\'=Vogt, H.",claude-opus,USD,12.5,-0.000000001,0,3,1,2,3,4,billed\r\n');
  });

  test('leaves a cell empty for what nobody has counted, which is not 0', () => {
    const reported = { ...line, basis: 'reported' as const, credits: null, requests: 0n, inputTokens: null, listAmount: null };
    expect(spendByUserFile('standard').line({ row: reported, person: null, period, currency: 'USD' })).toBe('2026-11-01,2026-11-22,p1,,,claude-opus,USD,12.5,,,0,,2,3,4,reported\r\n');
  });

  test('has the key where nobody is named', () => {
    expect(spendByUserFile('standard').line({ row: { ...line, key: '@service', model: null }, person: null, period, currency: 'EUR' })).toBe("2026-11-01,2026-11-22,@service,,,,EUR,12.5,-0.000000001,0,3,1,2,3,4,billed\r\n");
  });
});
