import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pegel-terminal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder of constructed transcripts: one person, one session, as many prompts as asked for, one a second. */
export async function transcripts(prompts: number, from: number = Date.UTC(2026, 0, 5, 9)): Promise<string> {
  const folder = await temporaryFolder();
  const person = join(folder, 'a@nordwind.example');
  await mkdir(person);
  const lines = Array.from({ length: prompts }, (_, index) =>
    JSON.stringify({
      type: 'user',
      uuid: `prompt-${index}`,
      sessionId: 'session-1',
      timestamp: new Date(from + index * 1_000).toISOString(),
      isSidechain: false,
      message: { role: 'user', content: 'Invented.' },
    }),
  );
  await writeFile(join(person, 'session-1.jsonl'), `${lines.join('\n')}\n`);
  return folder;
}
