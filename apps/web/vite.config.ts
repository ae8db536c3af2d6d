import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** Where `pegel serve` listens while the dashboard is developed. */
const server = 'http://127.0.0.1:4680';

export default defineConfig({
  plugins: [solid()],
  // The workspace's own packages are taken from their sources, so that nothing has to be built first.
  resolve: { conditions: ['pegel-source', ...defaultClientConditions] },
  server: { proxy: Object.fromEntries(['/trpc', '/auth', '/report.', '/export', '/v1'].map((path) => [path, server])) },
  // The server's content security policy knows files of its own origin alone: nothing may become inline.
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2022',
    // What pages have in common is one file: a file for each combination of pages compresses worse, and each is another request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } } },
  },
});
