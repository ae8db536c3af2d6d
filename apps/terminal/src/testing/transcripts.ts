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

/** A folder of constructed transcripts: one person, one session, as many prompts as asked for. */
export async function transcripts(prompts: number): Promise<string> {
  const folder = await temporaryFolder();
  const person = join(folder, 'a@nordwind.example');
  await mkdir(person);
  const lines = Array.from({ length: prompts }, (_, index) =>
    JSON.stringify({
      type: 'user',
      uuid: `prompt-${index}`,
      sessionId: 'session-1',
      timestamp: new Date(Date.UTC(2026, 0, 5, 9, 0, index)).toISOString(),
      isSidechain: false,
      message: { role: 'user', content: 'Invented.' },
    }),
  );
  await writeFile(join(person, 'session-1.jsonl'), `${lines.join('\n')}\n`);
  return folder;
}
