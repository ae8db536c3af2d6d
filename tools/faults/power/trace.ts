import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a process did to a folder, and what it answered, in the order in which it did. */
export type Operation =
  | { readonly kind: 'create' | 'unlink' | 'mkdir'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string }
  /** The beginning of an answer with a status, to a client's port. */
  | { readonly kind: 'answer'; readonly status: number; readonly port: number }
  /** Something printed. */
  | { readonly kind: 'print'; readonly text: string };

const calls = 'openat,pwrite64,write,writev,fsync,fdatasync,ftruncate,unlink,unlinkat,link,linkat,rename,renameat,renameat2,mkdir,mkdirat';

/** What a program runs under so that `operationsIn` can read what it did. */
export const tracer = (file: string): readonly string[] => ['strace', '-f', '--seccomp-bpf', '-qq', '-yy', '-xx', '-s', '300000', '-e', `trace=${calls}`, '-e', 'signal=none', '-o', file];

/** Reads a trace as far as it concerns what lies in a folder. Calls that failed did nothing. */
export async function operationsIn(file: string, folder: string): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const unfinished = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      unfinished.set(thread, rest.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    // A call counts where it ended: before that, nobody may rely on it.
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const operation = operationOf(resumed === null ? rest : `${(unfinished.get(thread) ?? '').trimEnd()}${resumed[1] ?? ''}`, folder);
    if (operation !== null) operations.push(operation);
  }
  return operations;
}

function operationOf(call: string, folder: string): Operation | null {
  const [, name = '', inside = '', result = ''] = /^(\w+)\((.*)\) += (-?\d+)/.exec(call) ?? [];
  if (name === '' || result.startsWith('-')) return null;
  const strings = [...inside.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)];
  const text = (index: number) => bytesOf(strings[index]?.[1]).toString();
  const open = pathOf(inside);
  // Its name is kept by the folders above.
  const isInside = (path: string) => path !== '' && (`${path}/`.startsWith(`${folder}/`) || folder.startsWith(`${path}/`));
  switch (name) {
    case 'openat':
      return inside.includes('O_CREAT') && isInside(text(0)) ? { kind: 'create', path: text(0) } : null;
    case 'mkdir':
    case 'mkdirat':
      return isInside(text(0)) ? { kind: 'mkdir', path: text(0) } : null;
    case 'unlink':
    case 'unlinkat':
      return isInside(text(0)) ? { kind: 'unlink', path: text(0) } : null;
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return isInside(text(0)) ? { kind: 'rename', path: text(0), to: text(1) } : null;
    case 'link':
    case 'linkat':
      return isInside(text(0)) ? { kind: 'link', path: text(0), to: text(1) } : null;
    case 'fsync':
    case 'fdatasync':
      return isInside(open) ? { kind: 'sync', path: open } : null;
    case 'ftruncate':
      return isInside(open) ? { kind: 'truncate', path: open, size: numberAtTheEnd(inside) } : null;
    case 'pwrite64': {
      if (!isInside(open)) return null;
      const [bytes] = strings;
      if (bytes === undefined || bytes[2] === '...') throw new Error(`A write to ${open} was not recorded whole.`);
      // What a call that was cut short did not write is not there.
      return { kind: 'write', path: open, offset: numberAtTheEnd(inside), bytes: bytesOf(bytes[1]).subarray(0, Number(result)) };
    }
    default:
      return written(inside, open, strings.map((string) => bytesOf(string[1])), isInside);
  }
}

/** What `write` and `writev` wrote, which knows no place in a file. */
function written(inside: string, open: string, parts: readonly Buffer[], isInside: (path: string) => boolean): Operation | null {
  if (isInside(open)) throw new Error(`${open} was written to in a way that is not replayed.`);
  const port = /<TCP(?:v6)?:\[[^>]*->[^>]*:(\d+)\]>/.exec(inside)?.[1];
  const text = Buffer.concat(parts).toString('latin1');
  if (port === undefined) return inside.startsWith('1<') ? { kind: 'print', text } : null;
  const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1];
  return status === undefined ? null : { kind: 'answer', status: Number(status), port: Number(port) };
}

function numberAtTheEnd(inside: string): number {
  const digits = /, (\d+)$/.exec(inside)?.[1];
  if (digits === undefined) throw new Error(`A call was not understood; it ends in ${inside.slice(-40)}.`);
  return Number(digits);
}

/** The path beside a file descriptor; a file without a name any more has none. */
const pathOf = (inside: string): string => {
  const [, hex, deleted] = /^\d+<((?:\\x[0-9a-f]{2})+)>?(\(deleted\))?/.exec(inside) ?? [];
  return deleted === undefined ? bytesOf(hex).toString() : '';
};

const bytesOf = (hex: string | undefined): Buffer => Buffer.from((hex ?? '').replaceAll('\\x', ''), 'hex');
