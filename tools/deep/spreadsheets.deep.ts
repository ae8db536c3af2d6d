import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formulas } from '@pegel/presentation/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { served, type Served } from '../e2e/served.js';

let server: Served;
let folder: string;

beforeAll(async () => {
  server = await served();
  folder = mkdtempSync(join(tmpdir(), 'pegel-sheets-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

/** Opens files as comma- or otherwise separated lists, as somebody does who clicks on them, and reads back what became of them. */
function opened(files: string, separator: number): { readonly cells: number; readonly formulas: readonly string[] } {
  const out = mkdtempSync(join(folder, 'out-'));
  // Separators, quote, UTF-8, from the first line on, columns as they come, and formulas evaluated: the most that a person can allow.
  const filter = `CSV:${separator},34,76,1,,0,false,true,false,false,false,-1,true`;
  execFileSync(process.env['SOFFICE_PATH'] ?? 'soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', `--infilter=${filter}`, '--convert-to', 'fods', '--outdir', out, ...readdirSync(files).map((name) => join(files, name))], { stdio: 'ignore', timeout: 300_000 });
  const sheets = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
  expect(sheets).toHaveLength(readdirSync(files).length);
  return {
    cells: sheets.reduce((sum, sheet) => sum + (sheet.match(/<table:table-cell /g) ?? []).length, 0),
    formulas: sheets.flatMap((sheet) => sheet.match(/table:formula="[^"]*"/g) ?? []),
  };
}

const comma = 44;
const semicolon = 59;
const tab = 9;

test('no name runs as a formula in any file that is downloaded, with whatever separator it is opened', async () => {
  // A name is kept without its ends, and some are no name at all; what can be stored is what can be downloaded.
  const events = formulas.flatMap((name, index) => {
    const person = { id: name, email: `${index}@nordwind.example`, name };
    const at = '2026-11-22T10:00:00Z';
    return [
      { id: `m-${index}`, type: 'message.sent', at, person, chat: `c-${index}`, model: name, project: name },
      { id: `c-${index}`, type: 'connector.used', at, person, connector: name },
      { id: `s-${index}`, type: 'spend', at, person, model: name, amount: '-1.25', currency: 'USD', basis: 'billed' },
    ];
  });
  const account = (await (await server.post(events)).json()) as { stored: number; rejected: number }; // What the door answers.
  expect(account.stored).toBeGreaterThan(formulas.length * 2);

  const files = join(folder, 'files');
  mkdirSync(files);
  const days = 'from=2026-11-22&to=2026-11-22';
  const paths = [
    ...['model', 'project', 'person'].map((by) => `/report.csv?metrics=messages&by=${by}&${days}`),
    `/report.csv?metrics=connectorCalls&by=connector&${days}`,
    ...['model', 'person'].map((by) => `/report.csv?metrics=spend&by=${by}&${days}`),
    `/export/spend-by-user.csv?${days}`,
  ];
  for (const [index, path] of paths.entries()) {
    const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
    expect(response.status).toBe(200);
    writeFileSync(join(files, `${index}.csv`), await response.text());
  }
  for (const separator of [comma, semicolon, tab]) {
    const { cells, formulas: run } = opened(files, separator);
    console.log(`${paths.length} files with ${account.stored} facts of ${formulas.length} names, separator ${separator}: ${cells} cells, ${run.length} formulas`);
    expect(cells).toBeGreaterThan(formulas.length);
    expect(run).toEqual([]);
  }
});

test('a file that is not guarded does run, so that the test above would see it', () => {
  const files = join(folder, 'unguarded');
  mkdirSync(files);
  writeFileSync(join(files, 'a.csv'), 'name,value\r\n=1+1,1\r\n x,2\r\n');
  expect(opened(files, comma).formulas).not.toEqual([]);
});
