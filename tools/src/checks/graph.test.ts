import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** Which project may depend on which: the picture in docs/architecture.md as data. Nothing else is allowed. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  sqlite: [],
  'store-memory': ['domain'],
  'store-sqlite': ['domain', 'sqlite'],
  importers: ['domain'],
  accounts: ['domain', 'sqlite'],
  presentation: ['domain'],
  api: ['domain'],
  client: ['api', 'domain'],
  server: ['domain', 'sqlite', 'store-sqlite', 'importers', 'accounts', 'presentation', 'api'],
  web: ['domain', 'presentation', 'client'],
  // The one edge between applications: commands on a data folder load the server when they run.
  terminal: ['domain', 'presentation', 'client', 'importers', 'tools', 'server'],
  // Checks and benchmarks look at everything, and pages of docs are made from what screens say.
  tools: ['domain', 'importers', 'accounts', 'presentation', 'server', 'store-memory', 'store-sqlite', 'sqlite'],
};

interface Graph {
  readonly graph: { readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>> };
}

function projectGraph(): Graph {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-graph-'));
  try {
    const file = join(folder, 'graph.json');
    execFileSync(join(top, 'node_modules/.bin/nx'), ['graph', `--file=${file}`], { cwd: top, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' } });
    return JSON.parse(readFileSync(file, 'utf8')) as Graph; // The tool's own format.
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const short = (project: string) => project.replace('@pegel/', '');

test('every dependency between projects points where the architecture allows', () => {
  const { dependencies } = projectGraph().graph;
  const own = Object.keys(dependencies).filter((project) => project.startsWith('@pegel/'));
  expect(own.map(short).sort()).toEqual(Object.keys(allowed).sort());
  const forbidden = own.flatMap((project) =>
    (dependencies[project] ?? [])
      .filter(({ target }) => target.startsWith('@pegel/') && !(allowed[short(project)] ?? []).includes(short(target)))
      .map(({ target }) => `${short(project)} → ${short(target)}`),
  );
  expect(forbidden).toEqual([]);
});
