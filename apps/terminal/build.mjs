import { readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
const folder = new URL('.', import.meta.url).pathname;

// Chunks carry hashes in their names, so those of an earlier build would pile up.
await rm(new URL('dist', import.meta.url), { recursive: true, force: true });

/** Ink asks for the developer tools of React only when DEV=true, and brings a WebSocket client for them: not in a product. */
const withoutDevelopmentTools = {
  name: 'without-development-tools',
  setup(bundler) {
    bundler.onResolve({ filter: /^(react-devtools-core|\.\/devtools\.js)$/ }, (found) => ({ path: found.path, namespace: 'empty' }));
    bundler.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

await build({
  absWorkingDir: folder,
  entryPoints: { pegel: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  // The screen is a chunk of its own: a command that prints and ends does not pay for React and Ink.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  jsx: 'automatic',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  define: {
    // React's development build draws half as many frames a second.
    'process.env.NODE_ENV': '"production"',
    'process.env.PEGEL_VERSION': JSON.stringify(version),
  },
  // What is CommonJS inside the bundle still asks for Node's own modules by require.
  banner: { js: "import { createRequire as createPegelRequire } from 'node:module'; const require = createPegelRequire(import.meta.url);" },
  external: ['better-sqlite3', '@pegel/server'],
  plugins: [withoutDevelopmentTools],
  logLevel: 'warning',
});
