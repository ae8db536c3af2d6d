import { describe, expect, test } from 'vitest';
import { sources } from '../testing/sources.js';

/** What a program of ours is made of, without its tests and what stands in for something in them. */
const shipped = sources().filter(({ path }) => /^(apps|packages)\/[^/]+\/(src|bin|public)\//.test(path) && !/\.test\.|\/testing\/|\/(access-matrix|security)\//.test(path));

/** Where something that could be dangerous is done all the same, and why it is none. */
interface Exception {
  readonly path: string;
  readonly why: string;
}

const dangerous: readonly { readonly what: string; readonly pattern: RegExp; readonly but: readonly Exception[] }[] = [
  { what: 'text that is run', pattern: /\beval\(|new Function\(|from 'node:vm'|set(Timeout|Interval)\(\s*['"`]/, but: [] },
  { what: 'markup made of text', pattern: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|createContextualFragment|srcdoc/, but: [] },
  { what: 'a message of another window', pattern: /addEventListener\(\s*['"]message['"]|\.onmessage\b|postMessage\(/, but: [{ path: 'apps/server/src/deciding/beside.ts', why: 'asks a thread of the server’s own, which no window reaches' }, { path: 'apps/server/src/deciding/worker.ts', why: 'answers the server from that thread' }, { path: 'apps/web/src/pages/invite-page.tsx', why: 'a channel between pages of our own origin, whose message is empty' }] },
  { what: 'another program', pattern: /child_process/, but: [{ path: 'apps/terminal/src/clipboard.ts', why: 'starts the clipboard’s program by name, with fixed arguments and without a shell' }, { path: 'apps/terminal/src/open-browser.ts', why: 'starts the machine’s opener by name, without a shell, with an address of the server’s own' }, { path: 'apps/terminal/src/screens/terminal-watcher.ts', why: 'starts /bin/sh with a fixed text, whose only argument is what leaves a screen' }] },
  { what: 'a shell', pattern: /shell: *true|execSync\(|spawnSync\(/, but: [] },
  {
    what: 'SQL that is no parameter',
    pattern: /sql\.raw\(/,
    but: [
      { path: 'packages/store-sqlite/src/schema.ts', why: 'conditions of columns, of words of the program' },
      { path: 'packages/accounts/src/tables.ts', why: 'conditions of columns, of words of the program' },
    ],
  },
  {
    what: 'a pattern made of text',
    pattern: /new RegExp\(/,
    but: [
      { path: 'packages/importers/src/elements.ts', why: 'of the name of a field that the program looks for' },
      { path: 'packages/importers/src/claude-export/artifacts.ts', why: 'of the name of an attribute that the program looks for' },
    ],
  },
  { what: 'a broken hash, a weak cipher or a weak padding', pattern: /['"`](md4|md5|sha1|sha-1|ripemd160|des|des-ede3|rc4|aes-\d+-(ecb|cbc|ctr))['"`]|RSA_PKCS1_PADDING|createCipheriv|createDecipheriv/i, but: [{ path: 'packages/sqlite/src/seal.ts', why: 'seals names with AES-256-GCM; a nonce is the keyed hash of its text, so no two texts share one' }] },
  { what: 'a number that only looks random', pattern: /Math\.random\(/, but: [{ path: 'packages/client/src/listen.ts', why: 'spreads the times at which clients come back after a restart' }] },
  { what: 'a connection without a check of the certificate', pattern: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|insecureHTTPParser/, but: [] },
];

test.each(dangerous)('$what is in no source but where it is named here, with why it does no harm', ({ pattern, but }) => {
  const found = new Set(shipped.filter(({ lines }) => lines.some((line) => pattern.test(line))).map(({ path }) => path));
  expect([...found].sort()).toEqual(but.map(({ path }) => path).sort());
});

describe('what runs', () => {
  test('is made of nothing that only tests need', () => {
    const found = shipped.flatMap(({ path, lines }) => lines.flatMap((line) => {
      const [, from = ''] = /^(?:import|export)\b.*from '([^']+)'/.exec(line) ?? [];
      return /^(vitest|fast-check|@fast-check|playwright|axe-core)|\/testing(\/|$)|\.test\.js$|access-matrix|\/security\//.test(from) ? [`${path}: ${from}`] : [];
    }));
    expect(found).toEqual([]);
  });
});
