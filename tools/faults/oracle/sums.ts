import { formatAmount, parseDecimal, type Report } from '@pegel/domain';
import { openReader } from '@pegel/sqlite';
import { Connection } from '../process/request.js';
import type { Complaint } from './complaint.js';

/** Where three ways of adding up can be asked for. */
export interface SumsFrom {
  readonly file: string;
  readonly url: string;
  readonly ownerToken: string;
  readonly from: string;
  readonly to: string;
}

/** Adds up the rows of the ledger, a report and an exported file, and says where they differ. Money is compared to the nano-unit. */
export async function sumsThatDisagree(of: SumsFrom): Promise<readonly Complaint[]> {
  const connection = new Connection(of.url);
  const get = async (path: string): Promise<string> => {
    const { status, text } = await connection.ask('GET', path, { authorization: `Bearer ${of.ownerToken}` });
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
    return text;
  };
  try {
    const period = `from=${of.from}&to=${of.to}`;
    const report = JSON.parse(await get(`/report.json?metrics=spend,messages,outputTokens&${period}&grain=day`)) as Report; // What the route promises.
    const exported = await get(`/export/spend-by-user.csv?${period}`);
    const [rows, reported, written] = [sumsOfRows(of.file), sumsOfReport(report), sumsOfFile(exported)];
    const complaints: Complaint[] = [];
    const compare = (what: string, a: bigint, b: bigint, name: string) => {
      if (a !== b) complaints.push({ kind: 'sums-disagree', what: `${what}: ${what === 'spend' ? formatAmount(a) : a} in the rows, ${what === 'spend' ? formatAmount(b) : b} in ${name}` });
    };
    compare('spend', rows.spend, reported.spend, 'the report');
    compare('spend', rows.spend, written.spend, 'the file');
    compare('output tokens', rows.outputTokens, reported.outputTokens, 'the report');
    compare('output tokens', rows.outputTokens, written.outputTokens, 'the file');
    compare('messages', rows.messages, reported.messages, 'the report');
    return complaints;
  } finally {
    connection.close();
  }
}

function sumsOfRows(file: string): { spend: bigint; outputTokens: bigint; messages: bigint } {
  const reader = openReader(file);
  try {
    const sum = { spend: 0n, outputTokens: 0n, messages: 0n };
    const rows = reader.prepare<[], [string, bigint | null, bigint | null, bigint | null]>('SELECT type, amount, output_tokens, count FROM events WHERE retracted = 0').raw().safeIntegers();
    for (const [type, amount, outputTokens, count] of rows.iterate()) {
      sum.spend += amount ?? 0n;
      sum.outputTokens += outputTokens ?? 0n;
      if (type === 'message.sent') sum.messages += count ?? 0n;
    }
    return sum;
  } finally {
    reader.close();
  }
}

function sumsOfReport({ rows }: Report): { spend: bigint; outputTokens: bigint; messages: bigint } {
  const sum = { spend: 0n, outputTokens: 0n, messages: 0n };
  for (const { values } of rows) {
    if (typeof values['spend'] === 'string') sum.spend += parseDecimal(values['spend']);
    sum.outputTokens += BigInt(values['outputTokens'] ?? 0);
    sum.messages += BigInt(values['messages'] ?? 0);
  }
  return sum;
}

function sumsOfFile(text: string): { spend: bigint; outputTokens: bigint } {
  const [header = '', ...rows] = text.trim().split('\r\n');
  const names = header.split(',');
  const [spend, outputTokens] = [names.indexOf('spend'), names.indexOf('output_tokens')];
  const sum = { spend: 0n, outputTokens: 0n };
  for (const row of rows) {
    // The names of the load's people and models need no quotes.
    const cells = row.split(',');
    sum.spend += parseDecimal(cells[spend] ?? '');
    sum.outputTokens += BigInt(cells[outputTokens] ?? '');
  }
  return sum;
}
