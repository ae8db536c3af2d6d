import { readFileSync } from 'node:fs';

const kib = 1024;
const mib = 1024 * kib;
const seconds = 1_000;

/** What one request, one client and one organisation may take. What is beyond is refused in words, or cut off. */
export const limits = {
  bodyBytes: 16 * mib,
  items: 10_000,
  /** Twice the largest organisation there is in mind, and five groups for each of its people: a snapshot is taken at one go. */
  people: 200_000,
  memberships: 500_000,
  json: { depth: 64, eventValues: 500_000, directoryValues: 2_000_000 },
  /** Four of the largest bodies there may be. */
  bodyBytesAtOnce: 64 * mib,
  signInBytes: 16 * kib,
  callBytes: 128 * kib,
  calls: 100,
  /** Of address and headers together. */
  headerBytes: 16 * kib,
  headers: 200,
  headersMilliseconds: 10 * seconds,
  requestMilliseconds: 60 * seconds,
  /** A little more than the 60 seconds after which proxies let go, so that none sends on a connection that is being closed. */
  keepAliveMilliseconds: 65 * seconds,
  /** Without a byte in either direction; a stream of changes is never silent for as long. */
  silenceMilliseconds: 120 * seconds,
  /** How long a report waits for what it is counted from: an answer comes before its connection has been silent for too long. */
  preparingMilliseconds: 60 * seconds,
  exportsAtOnce: 4,
  connections: 16_000,
} as const;

/** Files and databases need some of what a process may open. */
const openFilesKept = 64;

/** How many connections there may be: fewer where the system lets a process open fewer files. */
export function connectionsMax(openFiles: number = openFilesAllowed()): number {
  return Math.max(1, Math.min(limits.connections, openFiles - openFilesKept));
}

/** Linux says it here; elsewhere the limit of connections stands alone. */
function openFilesAllowed(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Number.MAX_SAFE_INTEGER);
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
