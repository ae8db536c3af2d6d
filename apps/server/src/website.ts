import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One file of the dashboard as it is sent. */
export interface WebFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly isHashed: boolean;
  /** The same compressed, the smallest first, as the build has left it beside the file. */
  readonly encoded: readonly { readonly encoding: 'br' | 'gzip'; readonly body: Uint8Array<ArrayBuffer> }[];
}

/** The built dashboard by path. It is read once: what is not in the map cannot be asked for. */
export interface Website {
  readonly files: ReadonlyMap<string, WebFile>;
  /** Answers every address that is a page. */
  readonly page: WebFile;
}

/** The answer header by which an open page notices that the server has another dashboard by now. */
export const dashboardHeader = 'pegel-dashboard';

/** Which dashboard it is: the page names its files by their content, so another one is another page. */
export const editionOf = ({ page }: Website): string => createHash('sha256').update(page.body).digest('hex').slice(0, 16);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const encodings = [{ ending: '.br', encoding: 'br' }, { ending: '.gz', encoding: 'gzip' }] as const;

/** Reads the built dashboard; `null` where there is none. */
export function readWebsite(root: string): Website | null {
  if (statSync(join(root, 'index.html'), { throwIfNoEntry: false }) === undefined) return null;
  const files = new Map<string, WebFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || encodings.some(({ ending }) => entry.name.endsWith(ending))) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(root, file).split(sep).join('/')}`;
    files.set(path, {
      body: new Uint8Array(readFileSync(file)),
      type: types[extname(file)] ?? 'application/octet-stream',
      isHashed: path.startsWith('/assets/'),
      encoded: encodings.flatMap(({ ending, encoding }) => (existsSync(`${file}${ending}`) ? [{ encoding, body: new Uint8Array(readFileSync(`${file}${ending}`)) }] : [])),
    });
  }
  const page = files.get('/index.html');
  return page === undefined ? null : { files, page };
}
