// @vitest-environment node
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test, vi } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const initialBytesMax = 90 * 1024;
const initialStyleBytesMax = 12 * 1024;

/** Everything that a build would write, by path. */
const files = new Map<string, string>();
const scripts = () => [...files].filter(([path]) => path.endsWith('.js') && path.startsWith('assets/'));

beforeAll(async () => {
  // A test runs with an environment of its own, in which libraries bring what helps their developers.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({ root, mode: 'production', logLevel: 'silent', build: { write: false } });
  for (const { output } of [built].flat() as Rolldown.RolldownOutput[]) { // Only a watching build returns anything else.
    for (const file of output) files.set(file.fileName, file.type === 'chunk' ? file.code : String(file.source));
  }
});

describe('what a browser downloads', () => {
  test('is at most 90 KB of script before the first number', () => {
    const initial = scripts().filter(([path]) => files.get('index.html')?.includes(`/${path}`));
    expect(initial.length).toBeGreaterThan(0);
    expect(initial.reduce((sum, [, code]) => sum + gzipSync(code, { level: 9 }).length, 0)).toBeLessThan(initialBytesMax);
  });

  test('is at most 12 KB of style before the first number', () => {
    const initial = [...files].filter(([path]) => path.endsWith('.css') && files.get('index.html')?.includes(`/${path}`));
    expect(initial.length).toBeGreaterThan(0);
    expect(initial.reduce((sum, [, style]) => sum + gzipSync(style, { level: 9 }).length, 0)).toBeLessThan(initialStyleBytesMax);
  });

  test('contains nothing of the server, and no calendar of its own', () => {
    // Texts that these libraries carry through minification.
    const traces = { zod: /ZodError|_zod\b/, hono: /HonoRequest|\bHono\b/, drizzle: /drizzle/i, 'better-sqlite3': /better[-_]sqlite3/, temporal: /Temporal\.|PlainDate/, papaparse: /unparse/, eventsource: /Invalid content type, expected/ };
    for (const [library, trace] of Object.entries(traces)) for (const [, code] of scripts()) expect(trace.test(code), library).toBe(false);
  });

  test('needs no inline script or style, which the content security policy would refuse', () => {
    expect(files.get('index.html')).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=/);
    for (const [, code] of scripts()) expect(code).not.toMatch(/<[a-z]+[^<>`]*\sstyle=/);
  });

  test('keeps for ever only what has its content in its name', () => {
    for (const [path] of files) if (path.startsWith('assets/')) expect(path).toMatch(/-[\w-]{8}\.\w+$/);
  });
});
