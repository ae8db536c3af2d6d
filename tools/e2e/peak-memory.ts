import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pegel, type Finished } from './binary.js';

/** Runs `pegel` to its end, and says how much memory was resident at most, in MiB. `folder` takes what says so. */
export async function pegelWithPeak(args: readonly string[], env: Readonly<Record<string, string>>, folder: string): Promise<Finished & { readonly peakMebibytes: number }> {
  const [probe, said] = [join(folder, 'probe.mjs'), join(folder, 'peak')];
  writeFileSync(probe, `import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => writeFileSync(${JSON.stringify(said)}, String(process.resourceUsage().maxRSS / 1024)));\n`);
  const finished = await pegel(args, { ...env, NODE_OPTIONS: `--import=${pathToFileURL(probe).href}` });
  return { ...finished, peakMebibytes: Number(readFileSync(said, 'utf8')) };
}
