import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { metricNames } from '@pegel/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binary } from './binary.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pegel-completion-'));
  writeFileSync(join(folder, 'pegel'), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`);
  chmodSync(join(folder, 'pegel'), 0o755);
  mkdirSync(join(folder, 'some folder'));
  writeFileSync(join(folder, 'some file'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Presses Tab in bash at the end of each line, and returns what it would offer. */
async function tabbed(lines: readonly string[]): Promise<string[][]> {
  const script = `
    source <(pegel completion bash)
    complete -p pegel >/dev/null || exit 1
    for line in "$@"; do
      COMP_LINE=$line COMP_POINT=\${#line} COMPREPLY=()
      _pegel pegel
      for reply in "\${COMPREPLY[@]}"; do printf '%s\\t' "$reply"; done
      echo
    done`;
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script, 'bash', ...lines], { cwd: folder, env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` } });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1).map((line) => line.split('\t').slice(0, -1));
}

test('bash completes commands, options, values, lists, filters, folders and files through the binary', async () => {
  expect(
    await tabbed(['pegel re', 'pegel export ', 'pegel report --format ', `pegel report --metrics ${metricNames[0]},${metricNames[1]?.slice(0, -1)}`, 'pegel report --format=nd', 'pegel report --where gro', 'pegel serve --data so', 'pegel import claude-code so', 'pegel nonsense ']),
  ).toEqual([
    ['report'],
    ['spend-by-user'],
    ['table', 'json', 'ndjson', 'csv', 'md'],
    [`${metricNames[0]},${metricNames[1]}`],
    // Readline keeps what stands before the equals sign.
    ['ndjson'],
    ['group:'],
    ['some folder'],
    expect.arrayContaining(['some folder', 'some file']),
    [],
  ]);
});
