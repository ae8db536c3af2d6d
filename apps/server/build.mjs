import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

await rm(new URL('./dist', import.meta.url), { recursive: true, force: true });
await build({
  absWorkingDir: import.meta.dirname,
  // What decides in a thread of its own is found beside the server.
  entryPoints: { index: 'src/index.ts', 'deciding-worker': 'src/deciding/worker.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['pegel-source'],
  // Native code cannot be bundled.
  external: ['better-sqlite3'],
  // Some dependencies still load Node's modules with require, which a module does not have.
  banner: { js: banner },
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: true,
  legalComments: 'linked',
  logLevel: 'warning',
});
