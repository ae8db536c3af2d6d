import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { randomOf, type Random } from '../demo/random.js';
import { textOf } from './corpus.js';

const seed = 2;
const people = 250;
const connectors = ['Google Drive', 'Atlassian MCP server', 'Slack', null, null, null];

export interface ExportCorpus {
  /** Of all files in it, unpacked. */
  readonly bytes: number;
  readonly conversations: number;
  readonly messages: number;
}

/**
 * Writes the constructed data export of an organisation as one zip: as in real ones, nearly all of it is one list of
 * conversations, and most bytes are answers, attachments and results of tools. The same size gives the same bytes.
 */
export async function writeExportCorpus(path: string, bytesMin: number): Promise<ExportCorpus> {
  const pool = textOf(randomOf(seed, 'pool'), 4_000_000);
  const count = { bytes: 0, conversations: 0, messages: 0 };
  const counted = (json: string) => {
    count.bytes += Buffer.byteLength(json);
    return json;
  };

  function* conversations(): Generator<string> {
    yield counted('[');
    for (; count.bytes < bytesMin; count.conversations += 1) {
      const { json, messages } = conversation(count.conversations, pool);
      count.messages += messages;
      yield counted(`${count.conversations === 0 ? '' : ','}${json}`);
    }
    yield counted(']');
  }

  const zip = new ZipFile();
  // The least compression: it is reading that is measured, and its speed depends little on it.
  const options = { mtime: new Date(0), compressionLevel: 1 };
  zip.addReadStreamLazy('conversations.json', options, (hand) => hand(null, Readable.from(conversations())));
  zip.addBuffer(Buffer.from(counted(JSON.stringify(Array.from({ length: people }, (_, person) => ({ uuid: uuid('a', person), full_name: `Person ${person}`, email_address: `person-${person}@example.test`, verified_phone_number: null }))))), 'users.json', options);
  zip.addBuffer(Buffer.from(counted(JSON.stringify(Array.from({ length: people }, (_, number) => ({ uuid: uuid('b', number), name: `Project ${number}`, description: '', is_private: true, is_starter_project: number % 7 === 0, prompt_template: '', created_at: instant(number, 0), updated_at: instant(number, 1), creator: { uuid: uuid('a', number), full_name: `Person ${number}` }, docs: [] }))))), 'projects.json', options);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return count;
}

function conversation(number: number, pool: string): { readonly json: string; readonly messages: number } {
  const random = randomOf(seed, 'conversation', number);
  const words = (mean: number) => excerpt(random, pool, mean);
  const messages: object[] = [];
  let sent = 0;
  for (let turn = random.integer(1, 12); turn > 0; turn -= 1) {
    const question = words(200);
    messages.push(message(number, messages.length, 'human', question, [textBlock(question)], random.chance(0.1) ? [{ file_name: 'notes.txt', file_size: 3_000, file_type: 'txt', extracted_content: words(12_000) }] : []));
    sent += 1;
    const answer = words(1_400);
    const id = `toolu_${number}_${turn}`;
    const calls = random.chance(0.35)
      ? [
          { ...block, type: 'tool_use', id, name: 'search', input: { query: words(80) }, message: 'Searching', integration_name: random.pick(connectors), integration_icon_url: null, tool_identifier: null, mcp_server_url: null, is_mcp_app: null, icon_name: null, display_content: null, context: null, hidden_in_chat: null },
          { ...block, type: 'tool_result', tool_use_id: id, name: 'search', content: [{ type: 'text', text: words(4_000) }], is_error: false, structured_content: null, meta: null },
        ]
      : [];
    const artifact = random.chance(0.05) ? [{ ...block, type: 'tool_use', id: `${id}_a`, name: 'artifacts', input: { id: `artifact-${turn}`, type: 'text/markdown', title: 'Draft', command: 'create', content: words(3_000), version_uuid: uuid('e', number) }, message: null, integration_name: null }] : [];
    messages.push(message(number, messages.length, 'assistant', answer, [...calls, textBlock(answer), ...artifact], []));
  }
  const json = JSON.stringify({ uuid: uuid('c', number), name: words(30), summary: '', created_at: instant(number, 0), updated_at: instant(number, messages.length), account: { uuid: uuid('a', number % people) }, chat_messages: messages });
  return { json, messages: sent };
}

const block = { start_timestamp: null, stop_timestamp: null, flags: null };
const textBlock = (words: string) => ({ ...block, type: 'text', text: words, citations: [] });

const message = (chat: number, place: number, sender: string, words: string, content: readonly object[], attachments: readonly object[]) => ({
  uuid: uuid('d', chat * 64 + place), text: words, content, sender, created_at: instant(chat, place), updated_at: instant(chat, place), parent_message_uuid: '00000000-0000-4000-8000-000000000000', attachments, files: [],
});

/** A part of a long text is as good as a new one, and takes no time to make. */
function excerpt(random: Random, pool: string, mean: number): string {
  const length = Math.min(100_000, Math.ceil(random.exponential(mean)));
  const start = random.integer(0, pool.length - length);
  return pool.slice(start, start + length);
}

const instant = (number: number, minute: number): string => `${new Date(Date.UTC(2026, 0, 5, 8) + number * 60_000 * 7 + minute * 60_000).toISOString().slice(0, -1)}456Z`;
const uuid = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
