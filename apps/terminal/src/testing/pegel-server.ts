import { onTestFinished } from 'vitest';
import type { NameChoice, WireDirectory, WireEvent } from '@pegel/domain';
import { temporaryFolder } from './transcripts.js';

const person = { email: 'a@nordwind.example', name: 'A. Sommer' };

/** Two days of an invented person's use. */
const events: readonly WireEvent[] = [
  { id: 'm-1', type: 'message.sent', at: '2026-01-12T09:00:00Z', person, chat: 'c-1', model: 'claude-opus' },
  { id: 'm-2', type: 'message.sent', at: '2026-01-13T09:00:00Z', person, chat: 'c-2', model: 'claude-opus' },
  { id: 'm-3', type: 'message.sent', at: '2026-01-13T10:00:00Z', person, chat: 'c-3', model: 'claude-opus' },
  { id: 's-1', type: 'spend', at: '2026-01-13T10:00:00Z', person, amount: '1234.5', currency: 'USD', basis: 'billed', model: 'claude-opus' },
];
const directory: WireDirectory = { takenAt: '2026-01-11T20:00:00Z', complete: true, people: [{ ...person, status: 'active', seat: 'standard' }, { email: 'b@nordwind.example', status: 'active', seat: 'standard' }] };

/** The real server over a folder of its own, with one organisation and two days of use, delivered live or by an importer, or none. */
export async function pegelServer({ extraUsage = true, isEmpty = false, currency = 'USD', names = 'full', source, purposes }: { purposes?: readonly string[]; extraUsage?: boolean; isEmpty?: boolean; currency?: string; names?: NameChoice; source?: string } = {}) {
  const data = await temporaryFolder();
  const { initialise, serve } = await import('@pegel/server');
  const { ownerToken, ingestKey } = await initialise({
    data, organisation: 'Nordwind AG', timeZone: 'Europe/Berlin', ownerEmail: 'h@nordwind.example', ownerPassword: 'a long enough password', names, purposes, extraUsage, currency,
  });
  const running = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  onTestFinished(() => running.close());
  const send = async (method: string, path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', ...(source === undefined ? {} : { 'pegel-source': source }) };
    const response = await fetch(`${running.url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
  if (!isEmpty) {
    await send('PUT', '/v1/directory', directory);
    await send('POST', '/v1/events', { events });
  }
  return { url: running.url, data, ownerToken, ingestKey, send };
}
