import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sections, type Results } from '../src/bench/results.js';

const top = fileURLToPath(new URL('../../', import.meta.url));

test('the benchmark runs from end to end, and every figure stands beside an opponent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-bench-test-'));
  try {
    const output = join(folder, 'results.json');
    // Reports and plain SQL are compared by the benchmark itself, which ends with 1 where they differ.
    await promisify(execFile)(process.execPath, ['--conditions=pegel-source', '--import', 'tsx', 'tools/src/bench/main.ts', '--small', '--output', output], { cwd: top });
    const results = JSON.parse(readFileSync(output, 'utf8')) as Results; // The file under test.
    expect(Object.keys(results)).toEqual(sections);
    for (const { figures } of Object.values(results)) {
      expect(figures.length).toBeGreaterThan(0);
      for (const { ours, opponents } of figures) {
        expect(opponents.length).toBeGreaterThan(0);
        for (const { median, lowest, highest } of [ours, ...opponents.map(({ spread }) => spread)]) {
          expect([lowest <= median, median <= highest, Number.isFinite(median)]).toEqual([true, true, true]);
        }
      }
    }
    // Every engine has said the same as Pegel of every report before anything was measured; here that is plain SQL, and DuckDB where npm can be reached.
    expect(results.columns?.figures[0]?.opponents.map(({ name }) => name)).toContain('plain SQL');
    expect(results.reports?.over.find(({ name }) => name === 'events')?.value).toBeGreaterThan(1_000);
    expect(JSON.stringify(results)).not.toContain(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 900_000);
