import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOf, type Random } from '../demo/random.js';

const seed = 1;
const people = ['ada', 'ben', 'cleo', 'dora'];
const models = ['claude-opus-4-5-20251101', 'claude-sonnet-4-5-20250929', 'claude-haiku-4-5-20251001'];
const tools = ['Bash', 'Read', 'Edit', 'Grep', 'mcp__issues__search', 'mcp__wiki__read_page'];

/**
 * Writes constructed transcripts of Claude Code: sessions in which a prompt is followed by rounds of answer, tool call
 * and result. As in real ones, most bytes are results of tools, an answer has a line for each of its blocks, and there
 * are lines that hold no use. The same size gives the same bytes.
 */
export function writeCorpus(folder: string, bytesMin: number): { readonly bytes: number; readonly lines: number; readonly files: number } {
  let bytes = 0;
  let lines = 0;
  let files = 0;
  for (; bytes < bytesMin; files += 1) {
    const person = join(folder, `${people[files % people.length]}@example.test`, '.claude', 'projects', `-work-project-${files % 7}`);
    mkdirSync(person, { recursive: true });
    const session = sessionLines(files);
    const text = `${session.join('\n')}\n`;
    writeFileSync(join(person, `${uuid(files, 0)}.jsonl`), text);
    bytes += Buffer.byteLength(text);
    lines += session.length;
  }
  return { bytes, lines, files };
}

function sessionLines(session: number): string[] {
  const random = randomOf(seed, 'session', session);
  const lines: string[] = [];
  const sessionId = uuid(session, 0);
  let at = Date.UTC(2026, 0, 5, 8) + session * 600_000;
  let message = 0;
  const write = (line: object) => {
    at += random.integer(200, 9_000);
    const common = { parentUuid: uuid(session, lines.length), isSidechain: false, userType: 'external', cwd: '/home/user/project', sessionId, version: '2.0.50', gitBranch: 'main' };
    lines.push(JSON.stringify({ ...common, ...line, uuid: uuid(session, lines.length + 1), timestamp: new Date(at).toISOString() }));
  };
  for (let prompt = random.integer(3, 25); prompt > 0; prompt -= 1) {
    write({ type: 'user', message: { role: 'user', content: text(random, 240) } });
    for (let round = random.integer(1, 14); round > 0; round -= 1) {
      message += 1;
      const call = `toolu_${session}_${message}`;
      const shared = {
        id: `msg_${session}_${message}`, type: 'message', role: 'assistant', model: models[session % models.length], stop_reason: null, stop_sequence: null,
        usage: { input_tokens: random.integer(1, 40), cache_creation_input_tokens: random.integer(0, 9_000), cache_read_input_tokens: random.integer(9_000, 140_000), cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 }, output_tokens: random.integer(5, 1_800), service_tier: 'standard' },
      };
      const blocks = [{ type: 'text', text: text(random, 500) }, { type: 'tool_use', id: call, name: random.pick(tools), input: { command: text(random, 300) } }];
      for (const block of blocks) write({ type: 'assistant', requestId: `req_${session}_${message}`, message: { ...shared, content: [block] } });
      const result = text(random, 3_500);
      write({ type: 'user', message: { role: 'user', content: [{ tool_use_id: call, type: 'tool_result', content: result, is_error: false }] }, toolUseResult: { stdout: result, stderr: '', interrupted: false } });
      if (random.chance(0.2)) write({ type: 'progress', data: { type: 'hook_progress', hookName: 'PostToolUse' }, toolUseID: call });
    }
  }
  return lines;
}

const words = 'the of a und function return const let if import from export type string number false true null "quoted" {brace} [list] \\path\\to\\file Größe\n\t'.split(' ');

/** Text of about a length, with what JSON has to escape. */
const text = (random: Random, mean: number): string => textOf(random, Math.min(60_000, random.exponential(mean)));

export function textOf(random: Random, length: number): string {
  const parts: string[] = [];
  for (let size = 0; size < length; size += 6) parts.push(random.pick(words));
  return parts.join(' ');
}

const uuid = (session: number, line: number): string => `${session.toString(16).padStart(8, '0')}-0000-4000-8000-${line.toString(16).padStart(12, '0')}`;
