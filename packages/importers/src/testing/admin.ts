import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WireDirectory, WireEvent } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import { expect, onTestFinished } from 'vitest';
import { claudeAdmin } from '../claude-admin/index.js';
import type { ImportOptions } from '../importer.js';

/* Files as the admin console exports them, constructed on its header lines. */

export const example = fileURLToPath(new URL('../../../../docs/examples/claude-admin/exports', import.meta.url));
export const org = '0b7e6a1c-1111-4222-8333-944455566677';
export const otherOrg = '1c8f7b2d-1111-4222-8333-944455566677';
export const window = '2026-10-24-to-2026-11-22';
export const names = {
  members: `members-${org}-2026-11-22.csv`,
  activity: `members-analytics-${org}-${window}.csv`,
  spend: `spend-report-${org}-2026-11-01-to-2026-11-22.csv`,
};

export type Content = string | Buffer | { readonly content: string | Buffer; readonly at: string };

export function folderOf(files: Readonly<Record<string, Content>>): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-admin-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, given] of Object.entries(files)) {
    const { content, at } = typeof given === 'object' && 'content' in given ? given : { content: given, at: '2026-11-23T08:00:00Z' };
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    utimesSync(path, new Date(at), new Date(at));
  }
  return root;
}

/** Reads a folder, and holds what leaves it to what the server takes. */
export async function importOf(path: string, options?: ImportOptions) {
  const run = await claudeAdmin.open(path, options);
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  const snapshots: WireDirectory[] = [];
  for await (const snapshot of run.snapshots?.() ?? []) snapshots.push(snapshot);
  for (const event of events) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true, droppedFields: 0 });
  for (const snapshot of snapshots) expect(parseDirectory(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true, droppedFields: 0 });
  const windows = events.filter(({ type }) => type === 'reported');
  expect(new Set(windows.map(({ id }) => id)).size).toBe(windows.length);
  return { events, snapshots, summary: run.summary(), problems: run.problems, progress: run.progress };
}

export const importFiles = (files: Readonly<Record<string, Content>>, options?: ImportOptions) => importOf(folderOf(files), options);

/** The numbers that somebody reported, as "metric from..to [split]" → value. */
export const told = (events: readonly WireEvent[]) =>
  Object.fromEntries(
    events.flatMap((event) => {
      if (event.type !== 'reported') return [];
      const person = event.person === null ? '' : ` ${'service' in event.person ? event.person.service : (event.person.email ?? event.person.id)}`;
      return [[`${event.metric} ${event.from}..${event.to}${person}${event.model === undefined ? '' : ` ${event.model}`}${event.surface === undefined ? '' : ` ${event.surface}`}`, event.value] as const];
    }),
  );
export const reasonsOf = ({ problems }: { readonly problems: readonly { readonly line: number | null; readonly reason: string }[] }) => problems.map(({ line, reason }) => (line === null ? reason : `${line} ${reason}`));
export const fileErrorOf = (files: Readonly<Record<string, Content>>, options?: ImportOptions) => claudeAdmin.open(folderOf(files), options).then(() => null, (error: unknown) => error);

export const memberHeader = 'Name,Email,Role,Status,Seat Tier\n';
export const activityHeader = '\uFEFF"Name","Email","Role","Seat Tier","Last Active","Days Active","Chats","Messages","Projects Created","Projects Used","Pull Requests","Code sessions","File Edits","Cowork Sessions","Cowork Messages","Artifacts Created","Claude Code Artifacts","Cowork Artifacts","Estimated Spend (USD)"\r\n';
export const olderActivityHeader = activityHeader.replace('"Claude Code Artifacts","Cowork Artifacts",', '');
export const spendHeader = 'user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd,user_id,total_uncached_input_tokens,total_cache_read_tokens,total_cache_write_5m_tokens,total_cache_write_1h_tokens,total_web_search_count,slack_channel_id,teams_channel_id\n';
export const auditHeader = 'created_at,actor_info,event,event_info,entity_info,ip_address,device_id,user_agent,client_platform\n';

/** One member's activity: their name, when they were last active, on how many days, chats, messages, artifacts, those of Claude Code. */
export const member = (name: string, last: string, days: number | string, chats: number | string = 0, messages: number | string = 0, artifacts = 0, codeArtifacts = 0) =>
  `"${name}","${name}@a.example","User","Standard","${last}","${days}","${chats}","${messages}","0","0","0","0","0","0","0","${artifacts}","${codeArtifacts}","0","0.00"\r\n`;
/** One line of spend: whose, what for, on which model, net, and the tokens that no cache held. */
export const line = (who: string, product: string, model: string, net: string, { gross = net, requests = '1', input = '10', uuid = `u-${who}` }: { gross?: string; requests?: string; input?: string; uuid?: string } = {}) =>
  `${who === '' ? '' : `${who}@a.example`},${uuid},${product},${model},${requests},99,5,${net},${gross},x,${input},1,2,3,0,,\n`;
