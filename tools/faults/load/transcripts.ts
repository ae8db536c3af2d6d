import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOf } from '../../src/demo/random.js';

const people = ['ada', 'ben', 'cleo', 'dan'];
const firstAt = Date.UTC(2026, 0, 5, 8);

/**
 * Invented transcripts of four people. With `grown` they are what an earlier run has seen and more: the same answers
 * with more output, which are newer revisions, and further prompts.
 */
export function writeTranscripts(folder: string, promptsEach: number, { grown }: { readonly grown: boolean }): void {
  for (const person of people) {
    const at = join(folder, `${person}@example.com`, '.claude', 'projects', 'p');
    mkdirSync(at, { recursive: true });
    for (let session = 0; session < 3; session += 1) {
      const random = randomOf(1, person, session);
      const lines: string[] = [];
      for (let prompt = 0; prompt < (grown ? promptsEach : promptsEach / 3); prompt += 1) {
        const timestamp = new Date(firstAt + (prompt * 3 + session) * 60_000).toISOString();
        const id = `${person}-${session}-${prompt}`;
        const every = { sessionId: `${person}-${session}`, timestamp, isSidechain: false };
        lines.push(JSON.stringify({ ...every, type: 'user', uuid: `p-${id}`, message: { role: 'user', content: 'Invented.' } }));
        const output = random.integer(1, 5_000) + (grown && prompt % 5 === 0 ? 5_000 : 0);
        const usage = { input_tokens: random.integer(1, 9_000), output_tokens: output, cache_read_input_tokens: random.integer(0, 90_000), cache_creation_input_tokens: 0 };
        lines.push(JSON.stringify({ ...every, type: 'assistant', uuid: `a-${id}`, requestId: `r-${id}`, message: { id: `m-${id}`, model: 'claude-opus-4-5-20251101', role: 'assistant', content: [], usage } }));
      }
      writeFileSync(join(at, `${session}.jsonl`), `${lines.join('\n')}\n`);
    }
  }
}
