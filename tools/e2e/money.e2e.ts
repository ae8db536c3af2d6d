import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createPegelClient } from '@pegel/client';
import { openReader } from '@pegel/sqlite';
import type { Account, Report, Value } from '@pegel/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pegel } from './binary.js';
import { launched, signedIn } from './browser.js';
import { sendExample, spendMonthToDateCents, yesterday } from './example.js';
import { moneyDays, moneyLines, type MoneyLine } from './money-lines.js';
import { served, type Served } from './served.js';

/** `npm run test:deep` asks for a million. */
const lineCount = Number(process.env['PEGEL_LINES'] ?? 50_000);
const batch = 10_000;

let server: Served;
let browser: Browser;
/** What must come of it, to the last nano-unit: the lines, and the little that the example has on the same days. */
const sums = { amount: 0n, list: 0n, credits: 0n, monthToDate: 0n };
let doubles = 0;
let bits64 = 0n;

beforeAll(async () => {
  server = await served();
  browser = await launched();
  await sendExample(server);
  const cent = 10_000_000n;
  const example = 28n * 175n * cent;
  sums.amount += example;
  sums.list += example;
  sums.monthToDate += BigInt(spendMonthToDateCents) * cent;
  const started = performance.now();
  let open: string[] = [];
  for (const line of moneyLines(lineCount)) {
    add(line);
    open.push(JSON.stringify(line.wire));
    if (open.length < batch) continue;
    await send(open);
    open = [];
  }
  if (open.length > 0) await send(open);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${lineCount.toLocaleString('en')} lines of money made, sent and kept in ${seconds.toFixed(1)} s; they come to ${written(sums.amount)}`);
}, 3_600_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

function add({ counts, day, amount, list, credits }: MoneyLine): void {
  if (!counts) return;
  sums.amount += amount;
  sums.list += list;
  sums.credits += credits;
  if (day.slice(0, 7) === yesterday.slice(0, 7)) sums.monthToDate += amount;
  doubles += Number(amount);
  bits64 = BigInt.asIntN(64, bits64 + amount);
}

async function send(lines: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
  const answer = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: new Uint8Array(gzipSync(lines.join('\n'), { level: 1 })) });
  const account = (await answer.json()) as Account; // What the door answers.
  if (account.stored !== lines.length) throw new Error(`Of ${lines.length} lines ${account.stored} were stored: ${JSON.stringify(account.errors[0])}`);
}

/** Nano-units as the contract writes them. */
function written(nano: bigint): string {
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0');
  return `${nano < 0n ? '-' : ''}${`${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/0+$/, '').replace(/\.$/, '')}`;
}

/** Any decimal string in nano-units. */
function read(value: Value | null | undefined): bigint {
  if (typeof value !== 'string') throw new Error(`This is no amount: ${String(value)}`);
  const sign = value.startsWith('-') ? -1n : 1n;
  const [whole = '0', part = ''] = value.replace('-', '').split('.');
  return sign * BigInt(whole + part.padEnd(9, '0'));
}

const days = `from=${moneyDays.from}&to=${moneyDays.to}`;
const get = (path: string) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
const spendIn = ({ rows }: Report): bigint => rows.reduce((sum, { values }) => sum + read(values.spend), 0n);
/** The sum of a column of a file in which no cell that is added up has a comma. */
function columnSum(file: string, name: string): bigint {
  const [head = '', ...lines] = file.trim().split('\r\n');
  const at = head.split(',').indexOf(name) - head.split(',').length;
  return lines.reduce((sum, line) => sum + read(line.split(',').at(at)), 0n);
}

test('64 bits and floating point do not hold what these lines come to, so that an engine that used them would be found', () => {
  expect(bits64).not.toBe(sums.amount);
  expect(BigInt(Math.round(doubles))).not.toBe(sums.amount);
  const reader = openReader(join(server.data, 'pegel.sqlite'));
  try {
    expect(() => reader.prepare("SELECT sum(amount) FROM events WHERE type = 'spend' AND cost_type <> 'seat'").get()).toThrow('integer overflow');
    expect(reader.prepare("SELECT printf('%.0f', total(amount)) FROM events WHERE type = 'spend' AND cost_type <> 'seat'").pluck().get()).not.toBe(String(sums.amount));
  } finally {
    reader.close();
  }
});

test('a report has the sum to the last nano-unit, whole and in parts by day, model, person and the top of them', async () => {
  for (const split of ['grain=total', 'grain=day', 'grain=week', 'grain=total&by=model', 'grain=day&by=model', 'grain=total&by=person', 'grain=total&by=person&top=3', 'grain=total&by=surface', 'grain=total&by=costType', 'grain=month&by=department']) {
    const report = (await (await get(`/report.json?metrics=spend&${days}&${split}`)).json()) as Report; // What the address promises.
    expect([split, written(spendIn(report))]).toEqual([split, written(sums.amount)]);
  }
  const { rows: [row] } = (await (await get(`/report.json?metrics=spend,listSpend&${days}&grain=total`)).json()) as Report; // As above.
  expect(row?.values).toEqual({ spend: written(sums.amount), listSpend: written(sums.list) });
});

test('so do the typed client, every file, and the command line', async () => {
  const client = createPegelClient({ url: server.url, token: server.ownerToken });
  expect(spendIn(await client.report.query({ metrics: ['spend'], ...moneyDays, grain: 'day', by: 'model' }))).toBe(sums.amount);
  expect(columnSum(await (await get(`/report.csv?metrics=spend&${days}&grain=total&by=person`)).text(), 'spend')).toBe(sums.amount);

  const command = ['--from', moneyDays.from, '--to', moneyDays.to];
  const exported = await pegel(['export', 'spend-by-user', ...command], server.env);
  expect(exported.code).toBe(0);
  expect([columnSum(exported.stdout, 'spend'), columnSum(exported.stdout, 'list_spend'), columnSum(exported.stdout, 'credits')]).toEqual([sums.amount, sums.list, sums.credits]);
  const printed = await pegel(['report', '--metrics', 'spend', ...command, '--grain', 'week', '--format', 'json'], server.env);
  expect(spendIn(JSON.parse(printed.stdout) as Report)).toBe(sums.amount); // What `--format json` promises.
});

test('what explains the tile in a browser, and in a terminal, is the month to date, rounded once and to the cent', async () => {
  const size = sums.monthToDate < 0n ? -sums.monthToDate : sums.monthToDate;
  const cents = (size + 5_000_000n) / 10_000_000n;
  const exact = `${sums.monthToDate < 0n ? '−' : ''}$${String(cents / 100n).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(cents % 100n).padStart(2, '0')}`;
  const plain = (text: string) => text.replaceAll('-', '−');

  const { page } = await signedIn(browser, server);
  await page.locator('button[data-explain="spend"]').first().click();
  await page.locator('[data-drawer] strong').waitFor();
  expect(plain(await page.locator('[data-drawer] strong').innerText())).toBe(exact);
  await page.context().close();

  const explained = await pegel(['explain', 'spend', '--range', 'mtd'], { ...server.env, LC_ALL: 'C.UTF-8' });
  expect([explained.code, explained.stderr]).toEqual([0, '']);
  expect(plain(explained.stdout)).toContain(exact);
});
