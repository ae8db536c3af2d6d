import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day, SourcesView, SourceView } from '@pegel/domain';
import { exitCodes, Failure } from '../failure.js';
import type { World } from '../world.js';

/** What an import would leave behind. */
export interface Kept {
  /** Revisions, by type of event. */
  readonly events: NonNullable<SourceView['kept']>;
  readonly snapshots: number;
  /** The UTC days of the first and the last event. */
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
}

/**
 * A server of its own with an empty organisation, on which an import is tried out: what it accepts and refuses is what
 * any server would. It listens to this machine alone and ends without a trace.
 */
export interface Rehearsal {
  readonly url: string;
  readonly ingestKey: string;
  kept(source: string): Promise<Kept>;
  end(): Promise<void>;
}

export async function rehearse(world: World): Promise<Rehearsal> {
  const { initialise, serve } = await world.loadServer();
  const data = await mkdtemp(join(tmpdir(), 'pegel-dry-run-'));
  const remove = () => rm(data, { recursive: true, force: true });
  try {
    // Whatever the environment says of the key of a server is about that one.
    const keyFile = join(data, 'identities.key');
    const made = await initialise({
      data, keyFile, organisation: 'Dry run', timeZone: 'UTC', ownerEmail: 'dry-run@pegel.example', ownerPassword: randomBytes(24).toString('base64url'), names: 'off', extraUsage: true, currency: 'USD',
    });
    const running = await serve({ data, keyFile, host: '127.0.0.1', port: 0, quiet: true });
    return {
      url: running.url,
      ingestKey: made.ingestKey,
      kept: async (source) => keptOf(await sourcesAt(running.url, made.ownerToken), source),
      end: async () => {
        await running.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function sourcesAt(url: string, token: string): Promise<SourcesView> {
  const response = await fetch(`${url}/sources.json`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Failure(exitCodes.failed, await response.text());
  return (await response.json()) as SourcesView; // The server is of this very program.
}

function keptOf({ sources }: SourcesView, name: string): Kept {
  const source = sources.find((candidate) => candidate.name === name);
  return { events: source?.kept ?? {}, snapshots: source?.snapshots.count ?? 0, firstDay: source?.firstDay ?? null, lastDay: source?.lastDay ?? null };
}
