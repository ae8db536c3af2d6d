import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { metricNames } from '@pegel/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binary, pegel } from './binary.js';
import { surrounded, Terminal } from './screen.js';

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

/** How a shell is started with the completion in it and nothing of anybody's own, and what it says when it is somebody's turn. */
const shells = {
  bash: { start: (home: string) => `bash --rcfile '${home}/.bashrc' -i`, files: { '.bashrc': "PS1='ready> '\nsource <(pegel completion bash)\n" } },
  zsh: { start: () => 'zsh -d -i', files: { '.zshrc': "PROMPT='ready> '\nautoload -Uz compinit\ncompinit -u -d $HOME/.zcompdump\nsource <(pegel completion zsh)\n" } },
  fish: { start: () => `fish --private --init-command 'set fish_greeting; set fish_autosuggestion_enabled 0; function fish_prompt; printf "ready> "; end; pegel completion fish | source'`, files: {} },
} as const;

/** What is typed before Tab, and the line that stands there then. */
const pressed: readonly (readonly [typed: string, line: RegExp])[] = [
  ['pegel rep', /^ready> pegel report$/m],
  ['pegel export ', /^ready> pegel export spend-by-user$/m],
  ['pegel report --format nd', /^ready> pegel report --format ndjson$/m],
  ['pegel report --format=nd', /^ready> pegel report --format=ndjson$/m],
  ['pegel report --metrics chats,seat', /^ready> pegel report --metrics chats,seats$/m],
  ['pegel report --where gro', /^ready> pegel report --where group:$/m],
  ['pegel serve --data so', /^ready> pegel serve --data some\\ folder\/$/m],
  ['pegel import claude-code some\\ fi', /^ready> pegel import claude-code some\\ file$/m],
];

const isHere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const [here, elsewhere] = [true, false].map((wanted) => (['bash', 'zsh', 'fish'] as const).filter((shell) => isHere(shell) === wanted));

test.each(here ?? [])('Tab completes in %s, pressed in a terminal, and a word that goes on after a colon gets no space', async (name) => {
  const home = join(folder, name);
  // Where there is none, fish reads every manual page first, to make its own.
  mkdirSync(join(home, 'fish', 'generated_completions'), { recursive: true });
  for (const [file, text] of Object.entries(shells[name].files)) writeFileSync(join(home, file), text);
  const terminal = new Terminal({ name: `tab-${name}`, columns: 100, rows: 20, folder, line: surrounded({ HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, PATH: `${folder}:${process.env['PATH'] ?? ''}` }, shells[name].start(home)) });
  await terminal.until(/^ready>$/m);
  for (const [typed, line] of pressed) {
    terminal.press(typed, 'Tab');
    await terminal.until(line);
    if (typed.endsWith('gro')) {
      terminal.press('Sales');
      await terminal.until(/group:Sales$/m);
    }
    // Not by C-c: a terminal makes a signal of it, and whatever is typed or printed around a signal can be lost.
    terminal.press('C-u', 'C-l');
    await terminal.until(/^\s*ready>\s*$/);
  }
  // What a word means stands beside it, where a shell shows that.
  terminal.press('pegel keys ', 'Tab', 'Tab');
  await terminal.until(name === 'bash' ? /make-ingest +make-token +revoke/ : /make-ingest[^\n]*Make a key for sending/);
  terminal.close();
});

test.each(elsewhere ?? [])('without a %s to press Tab in, its script asks the program and knows every kind of answer', async (name) => {
  const script = (await pegel(['completion', name], {})).stdout;
  expect(script).toMatch(/ complete -- /);
  const answers = await Promise.all(['serve --data so', 'import claude-code so', 'report --format nd'].map(async (typed) => (await pegel(['complete', '--', ...typed.split(' ')], {})).stdout));
  expect(answers.map((answer) => answer.split('\n')[0])).toEqual(['folders', 'files', 'words']);
  for (const kind of ['folders', 'files']) expect(script).toMatch(kind === 'folders' ? /\bfolders\b/ : /\bfiles\b/);
});
