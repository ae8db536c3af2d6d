// Builds what other applications install: one module for Node and one for browsers, and one declaration file that needs nothing of the workspace.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('./', import.meta.url));
rmSync(`${here}dist`, { recursive: true, force: true });
mkdirSync(`${here}dist`);

await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts', 'src/browser.ts'],
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  external: ['@trpc/client', 'eventsource'],
});

// TRICKY: the generator needs a TypeScript with a JavaScript interface, which the compiler of this workspace has not.
const require = createRequire(import.meta.url);
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolveFilename(request === 'typescript' ? require.resolve('typescript5') : request, ...rest);
const { generateDtsBundle } = require('dts-bundle-generator');
const [declarations] = generateDtsBundle(
  [{ filePath: `${here}src/index.ts`, failOnClass: false, libraries: { inlinedLibraries: ['@pegel/api', '@pegel/domain'], importedLibraries: ['@trpc/client', '@trpc/server'] }, output: { noBanner: true, exportReferencedTypes: false } }],
  { preferredConfigPath: `${here}tsconfig.dts.json`, followSymlinks: false },
);
writeFileSync(`${here}dist/index.d.ts`, declarations);

// A declaration that names a package which is not installed beside the client would break whoever type-checks it.
const foreign = [...readFileSync(`${here}dist/index.d.ts`, 'utf8').matchAll(/from ['"]([^'"]+)['"]/g)].map(([, name]) => name).filter((name) => !name.startsWith('@trpc/'));
if (foreign.length > 0) throw new Error(`The client's declarations name ${foreign.join(', ')}, which its users do not have.`);
