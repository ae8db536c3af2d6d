import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderView } from '@pegel/client';
import { looksAtPeople, type Report } from '@pegel/domain';
import { pageQueries, type OrganisationView, type QueryName, type ViewState } from '@pegel/presentation';
import { readEnvironment } from './environment.js';
import type { Fetched } from './page-source.js';
import type { Connection } from './reader.js';
import type { KeptReports } from './screens/use-live-reports.js';
import type { World } from './world.js';

type Whose = Pick<Connection, 'url' | 'token'>;

/** A report with what was asked for it, so that it is never shown as the answer to something else. */
interface KeptReport {
  readonly question: string;
  readonly at: number;
  readonly report: Report;
}

/** What was last seen, by one account at one server: shown at once when the screen opens again, and while no network is there. */
export interface KeptView {
  readonly version: string;
  /** Without the name of whoever reads. */
  readonly reader: ReaderView;
  readonly reports: Readonly<Partial<Record<QueryName, KeptReport>>>;
}

/** The beginning of every file of an account at a server; a token cannot be told from it. */
const beginningOf = ({ url, token }: Whose): string => createHash('sha256').update(`${url}\n${token}`).digest('hex').slice(0, 40);

function folderOf(world: Pick<World, 'variables'>): string | null {
  const { cacheFolder } = readEnvironment(world.variables);
  return cacheFolder === undefined ? null : join(cacheFolder, 'pegel', 'views');
}

const fileOf = (folder: string, connection: Whose & Pick<Connection, 'organisation'>): string =>
  join(folder, `${beginningOf(connection)}-${createHash('sha256').update(connection.organisation ?? '').digest('hex').slice(0, 8)}.json`);

/** What was kept; nothing where another version kept it, or it cannot be read. */
export function keptView(world: Pick<World, 'variables' | 'version'>, connection: Whose & Pick<Connection, 'organisation'>): KeptView | null {
  const folder = folderOf(world);
  if (folder === null) return null;
  try {
    const found = JSON.parse(readFileSync(fileOf(folder, connection), 'utf8')) as Partial<KeptView> | null; // Only this version writes what this version reads.
    return found?.version === world.version && found.reader !== undefined && found.reports !== undefined ? { version: found.version, reader: found.reader, reports: found.reports } : null;
  } catch {
    return null;
  }
}

/** Of what is kept, the answers to just what a page asks, and when the oldest of them came. */
export function keptReports({ reports }: Pick<KeptView, 'reports'>, state: ViewState, organisation: OrganisationView): KeptReports | null {
  const asked = Object.entries(pageQueries(state, organisation)).flatMap(([name, query]) => {
    const kept = reports[name as QueryName]; // Object.entries forgets the keys' names.
    return kept === undefined || kept.question !== JSON.stringify(query) ? [] : [[name, kept] as const];
  });
  return asked.length === 0 ? null : { reports: Object.fromEntries(asked.map(([name, { report }]) => [name, report])), at: Math.min(...asked.map(([, { at }]) => at)) };
}

interface ViewKeeper {
  keep(reader: ReaderView, state: ViewState, organisation: OrganisationView, fetched: Pick<Fetched, 'reports' | 'refused'>): Promise<void>;
  /** What it has of a page, from now or from before. */
  keptOf(state: ViewState, organisation: OrganisationView): KeptReports | null;
}

/** Keeps what is seen, one file after the other, for this user alone. Nothing of it names people; that it cannot be kept is no trouble. */
export function viewKeeper(world: Pick<World, 'variables' | 'version'>, connection: Whose & Pick<Connection, 'organisation'>, before: KeptView | null): ViewKeeper {
  const folder = folderOf(world);
  let kept = before?.reports ?? {};
  let written = Promise.resolve();
  return { keep, keptOf: (state, organisation) => keptReports({ reports: kept }, state, organisation) };

  function keep(reader: ReaderView, state: ViewState, organisation: OrganisationView, { reports, refused = [] }: Pick<Fetched, 'reports' | 'refused'>): Promise<void> {
    const queries = pageQueries(state, organisation);
    const at = Date.now();
    const newer = Object.entries(reports).flatMap(([name, report]): [string, KeptReport][] => {
      const query = queries[name as QueryName]; // As above.
      return query === undefined || report === undefined || looksAtPeople(query) || looksAtPeople(report.query) ? [] : [[name, { question: JSON.stringify(query), at, report }]];
    });
    const others = Object.entries(kept).filter(([name]) => !refused.some((one) => one === name));
    kept = Object.fromEntries([...others, ...newer]);
    const view: KeptView = { version: world.version, reader: { ...reader, name: '' }, reports: kept };
    if (folder !== null) written = written.then(() => write(folder, fileOf(folder, connection), view)).catch(() => undefined);
    return written;
  }
}

async function write(folder: string, file: string, view: KeptView): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.part`;
  await writeFile(partial, JSON.stringify(view), { mode: 0o600 });
  await chmod(partial, 0o600); // Also where a file of that name was there before, for others to read.
  await rename(partial, file);
}

/** Everything that was kept for an account at a server is gone: it signed out, or may see nothing any more. */
export async function forgetViews(world: Pick<World, 'variables'>, whose: Whose): Promise<void> {
  const folder = folderOf(world);
  if (folder === null) return;
  const files = await readdir(folder).catch(() => []);
  await Promise.all(files.filter((file) => file.startsWith(beginningOf(whose))).map((file) => rm(join(folder, file), { force: true })));
}
