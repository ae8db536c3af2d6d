import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** What people read first. Decisions are dated: what they name may be gone. */
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(top, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`)].filter((path) => path.endsWith('.md') && !/decisions|node_modules/.test(path));

test.each(pages)('every file that %s leads to or names is there', (page) => {
  // What is between fences is somebody else's machine, or does not exist before the example is followed.
  const text = readFileSync(join(top, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '').replace(/^`[^`]+`, new:$/gm, '');
  const links = [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, path = '']) => join(dirname(page), path));
  const named = [...text.matchAll(/`((?:apps|packages|tools|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect([...links, ...named].filter((path) => !existsSync(join(top, path)))).toEqual([]);
});
