import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readEnvironment } from '../environment.js';
import type { World } from '../world.js';

/** A session of this terminal at one server. */
export interface KeptSession {
  readonly token: string;
  readonly email: string;
}

type Kept = Readonly<Record<string, KeptSession>>;

/** Where sessions are kept, for this user alone; `null` where nobody has a home. */
export function credentialsFile(world: Pick<World, 'variables'>): string | null {
  const { configFolder } = readEnvironment(world.variables);
  return configFolder === undefined ? null : join(configFolder, 'pegel', 'credentials.json');
}

/** The session at exactly this server: a token is never shown to another one. */
export function keptSession(world: Pick<World, 'variables'>, url: string): KeptSession | null {
  const file = credentialsFile(world);
  const kept = file === null ? {} : read(file);
  return Object.hasOwn(kept, url) ? (kept[url] ?? null) : null;
}

/** Keeps a session in place of the one there was; `null` forgets it. */
export function keepSession(file: string, url: string, session: KeptSession | null): void {
  const { [url]: _old, ...others } = read(file);
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.part`;
  writeFileSync(partial, `${JSON.stringify(session === null ? others : { ...others, [url]: session }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600); // Also where a file of that name was there before, for others to read.
  renameSync(partial, file);
}

/** What is not there or not ours to read holds nobody's session. */
function read(file: string): Kept {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (found === null || typeof found !== 'object') return {};
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, KeptSession] => isSession(entry[1])));
  } catch {
    return {};
  }
}

const isSession = (value: unknown): value is KeptSession =>
  value !== null && typeof value === 'object' && 'token' in value && typeof value.token === 'string' && 'email' in value && typeof value.email === 'string';
