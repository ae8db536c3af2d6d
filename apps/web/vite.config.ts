import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin, type Rolldown } from 'vite';
import solid from 'vite-plugin-solid';

/** Where `pegel serve` listens while the dashboard is developed. */
const server = 'http://127.0.0.1:4680';

/** What several pages need that nobody opens first, by the file it comes in. */
const later = {
  tables: /\/packages\/presentation\/src\/(table-panel|tables-page)\b/,
  forms: /\/apps\/web\/src\/shell\/(field|select|action-dialog)\.tsx$/,
  'door-and-settings': /\/(apps\/web\/src\/(form\/|door\/door-words)|packages\/presentation\/src\/(settings|settings-words|words-door|words-names|words-people|words-settings|journal|journal-told|words-journal)\b|packages\/domain\/src\/(journal\b|unmasking-))/,
  refusals: /\/(apps\/web\/src\/session\/refused|packages\/presentation\/src\/(refusals|words-refusals-[\w-]+|words-unmasking-\w+)|packages\/domain\/src\/(refusals(-\w+)?|field-rules|erasure|unmasking))\.ts$/,
  controls: /\/packages\/presentation\/src\/(controls-words|words-controls|stepping|period-menu|typed-day|calendar-month)\b/,
  keys: /\/(apps\/web\/src\/shell\/(shortcut-sheet|command-|places)|packages\/presentation\/src\/(action-words|key-words|words-keys|palette|page-command))/,
  'explain-words': /\/packages\/presentation\/src\/(explain-words|words-explain)\b/,
};

/** What pages of numbers and lists have in common, and the shell has not. */
const inPanels = /\/(node_modules\/(d3-\w+|internmap)|apps\/web\/src\/(panels|charts|lists|invites))\/|\/packages\/presentation\/src\/(invites|words-invites-\w+|glossary|glossary-words|words-glossary-\w+|appearances|catalogue)\.ts$|\/packages\/domain\/src\/definition\.ts$/;

/** Whatever a browser takes compressed lies beside it compressed, so that a server computes nothing. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    await Promise.all(Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name)).map(async (name) => {
      const content = await readFile(join(dir, name));
      await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(content));
      await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
    }));
  },
};

/** Names in the page the files that pages of numbers are drawn with, for `before-paint.js`, which has them come together with everything else. */
const numbersAhead: Plugin = {
  name: 'numbers-ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
      const importsOf = (chunk: Rolldown.OutputChunk, seen = new Set<Rolldown.OutputChunk>()): ReadonlySet<Rolldown.OutputChunk> => {
        if (!seen.has(chunk)) {
          seen.add(chunk);
          for (const name of chunk.imports) for (const imported of chunks) if (imported.fileName === name) importsOf(imported, seen);
        }
        return seen;
      };
      const first = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => [...importsOf(entry)]));
      const numbers = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith('/pages/numbers-pages.ts') === true).flatMap((chunk) => [...importsOf(chunk)]).filter((chunk) => !first.has(chunk));
      const files = numbers.flatMap((chunk) => [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]).map((name) => name.replace(/^assets\//, ''));
      return [{ tag: 'meta', attrs: { name: 'pegel:numbers', content: files.join(' ') }, injectTo: 'head-prepend' }];
    },
  },
};

export default defineConfig({
  plugins: [solid(), compressed, numbersAhead],
  // The workspace's own packages are taken from their sources, so that nothing has to be built first.
  resolve: { conditions: ['pegel-source', ...defaultClientConditions] },
  server: {
    proxy: {
      ...Object.fromEntries(['/trpc', '/auth', '/report.', '/export', '/v1', '/sign-in.json', '/set-up', '/invitation'].map((path) => [path, server])),
      // Whoever opens this address in a browser wants the page of that name.
      '/account': { target: server, bypass: ({ headers }) => (headers.accept?.includes('text/html') === true ? '/index.html' : undefined) },
    },
  },
  // The server's content security policy knows files of its own origin alone: nothing may become inline.
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2022',
    // What pages have in common is one file: a file for each combination of pages compresses worse, and each is another request.
    // What only later pages have in common is beside it, so that whoever reads numbers does not wait for it.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [...Object.entries(later).map(([name, test]) => ({ name, test, priority: 2 })), { name: 'panels', test: inPanels, minShareCount: 2, priority: 1 }, { name: 'shared', minShareCount: 2 }],
        },
      },
    },
  },
});
