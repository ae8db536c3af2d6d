import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const dist = `${folder}dist/`;
const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));

/** Ink asks for the developer tools of React only when DEV=true, and brings a WebSocket client for them: not in a product. */
const withoutDevelopmentTools = {
  name: 'without-development-tools',
  setup(bundler) {
    bundler.onResolve({ filter: /^(react-devtools-core|\.\/devtools\.js)$/ }, (found) => ({ path: found.path, namespace: 'empty' }));
    bundler.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** What knows all scripts takes a tenth of the time until a screen is seen: Ink and its parts measure and split texts as we do, by src/cells.ts. */
const measuredAsOurs = {
  name: 'measured-as-ours',
  setup(bundler) {
    const ours = `${folder}src/cells.ts`;
    bundler.onResolve({ filter: /^string-width$/ }, ({ importer }) => (importer === ours ? undefined : { path: ours }));
    bundler.onLoad({ filter: /node_modules\/(string-width|slice-ansi|@alcalzone\/ansi-tokenize)\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^const (\w+) = new Intl\.Segmenter\(.*\);$/m, `import { graphemes as $1 } from ${JSON.stringify(ours)};`),
    }));
  },
};

const { outputFiles, metafile } = await build({
  absWorkingDir: folder,
  entryPoints: { pegel: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  // The screen is a chunk of its own: a command that prints and ends does not pay for React and Ink.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The client as its source, so that `npm pack` needs no other build than this one.
  conditions: ['pegel-source'],
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
  plugins: [withoutDevelopmentTools, measuredAsOurs],
  logLevel: 'warning',
  metafile: true,
  write: false,
});

// What others have written is part of the build, and whoever passes it on passes on their licences.
const bundled = new Set(Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []));
const licences = [...bundled].sort().map((path) => {
  const at = `${folder}${path}/`;
  const file = readdirSync(at).find((name) => /^licen[cs]e/i.test(name));
  const { name, version, license } = JSON.parse(readFileSync(`${at}package.json`, 'utf8'));
  return `${name} ${version} (${license})\n\n${file === undefined ? `Licensed as ${license}.` : readFileSync(at + file, 'utf8').trim()}\n`;
});
const own = readFileSync(`${folder}../../LICENSE`, 'utf8');
const contents = new Map([
  ...outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]),
  ['LICENCES.txt', Buffer.from([`Pegel\n\n${own.trim()}\n`, ...licences].join(`\n${'-'.repeat(80)}\n\n`))],
]);

// Only what is another than before, and each whole at once: `npm pack` builds too, and `pegel` may be running meanwhile.
mkdirSync(dist, { recursive: true });
for (const [name, content] of contents) {
  if (existsSync(dist + name) && readFileSync(dist + name).equals(content)) continue;
  const partial = `${folder}.${name}.${process.pid}.part`;
  writeFileSync(partial, content);
  renameSync(partial, dist + name);
}
// Chunks carry hashes in their names, so those of an earlier build would pile up.
for (const name of readdirSync(dist)) if (!contents.has(name)) rmSync(dist + name);
