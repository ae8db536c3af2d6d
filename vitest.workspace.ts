import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

// Absolute roots: with relative ones, a run that starts in a project's folder finds no test.
const at = (path: string) => fileURLToPath(new URL(`./${path}`, import.meta.url));

/** How long whatever may be slow on a busy machine is waited for until it is given up. */
const patience = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 30_000 } } };

/** Tests of plain TypeScript on Node, beside the code they test. Where no test leaves anything behind, the files of a process share what they import. */
const plain = (name: string, root: string, { isolate = true, globalSetup = [] as string[], setupFiles = [] as string[] } = {}): TestProjectConfiguration => ({
  resolve: { conditions: ['pegel-source'] },
  ssr: { resolve: { conditions: ['pegel-source'] } },
  test: { name, root: at(root), include: ['src/**/*.test.ts'], environment: 'node', ...patience, isolate, globalSetup, setupFiles },
});
const shared = { isolate: false };
/** What tests make of servers once and copy is there until the last of them is done. */
const kept = { globalSetup: [at('apps/server/src/testing/kept.ts')] };

/** Tests of what is drawn with Ink. */
const terminal = (name: string, chosen: { readonly include: string[]; readonly exclude?: string[]; readonly isolate?: boolean }): TestProjectConfiguration => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  resolve: { conditions: ['pegel-source'] },
  ssr: { resolve: { conditions: ['pegel-source'] } },
  test: { name, root: at('apps/terminal'), environment: 'node', ...patience, ...kept, ...chosen },
});
/** Whether there are colours is asked once a process, so what looks at them has one of its own. */
const inColour = 'src/screens/every-screen.test.tsx';

/** What drives whole programs runs once everything that only computes is done, each file with servers and folders of its own. */
const afterwards = { maxWorkers: 2, sequence: { groupOrder: 1 } };
/** What opens other people's programs, which are one to a machine, runs alone. */
const alone = (groupOrder: number) => ({ maxWorkers: 1, fileParallelism: false, sequence: { groupOrder } });

export default defineConfig({
  test: {
    // Left to itself, Vitest keeps a core free, which on two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // What tests a file alone is told why something is refused, as everybody is who takes the package.
      plain('domain', 'packages/domain', { ...shared, setupFiles: [at('packages/domain/src/refusals.ts')] }),
      plain('sqlite', 'packages/sqlite', shared),
      plain('store-memory', 'packages/store-memory', shared),
      plain('store-sqlite', 'packages/store-sqlite', shared),
      plain('importers', 'packages/importers', shared),
      plain('accounts', 'packages/accounts', shared),
      plain('presentation', 'packages/presentation', shared),
      plain('api', 'packages/api', shared),
      plain('server', 'apps/server', { ...shared, ...kept }),
      plain('tools', 'tools', kept),
      {
        plugins: [solid()],
        resolve: { conditions: ['pegel-source', 'development', 'browser'] },
        test: {
          name: 'web',
          root: at('apps/web'),
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          ...patience,
          // Published as JSX, which Node cannot read by itself.
          server: { deps: { inline: [/@solidjs\/router/] } },
        },
      },
      terminal('terminal', { include: ['src/**/*.test.{ts,tsx}'], exclude: [inColour], ...shared }),
      terminal('terminal-in-colour', { include: [inColour] }),
      {
        // These drive what was built, as people do: the binary, a browser, a terminal, a packed client. They need `npm run build` first.
        test: { name: 'e2e', root: at('tools'), include: ['e2e/**/*.e2e.ts'], environment: 'node', ...patience, ...kept, ...afterwards },
      },
      // Needs LibreOffice, which is large: `npm run test:deep` installs it and asks for this.
      ...(process.env['PEGEL_SPREADSHEETS'] === undefined
        ? []
        : [{ resolve: { conditions: ['pegel-source'] }, ssr: { resolve: { conditions: ['pegel-source'] } }, test: { name: 'spreadsheets', root: at('tools'), include: ['deep/**/*.deep.ts'], environment: 'node' as const, ...patience, testTimeout: 600_000, ...alone(2) } }]),
      {
        // Faults done to what was built. Those of a folder named after a system need what that system has.
        resolve: { conditions: ['pegel-source'] },
        ssr: { resolve: { conditions: ['pegel-source'] } },
        test: { name: 'faults', root: at('tools'), include: ['faults/*.fault.ts', ...(process.platform === 'linux' ? ['faults/linux/*.fault.ts'] : [])], environment: 'node', ...patience, ...kept, ...afterwards },
      },
    ],
  },
});
