import { readFileSync } from 'node:fs';
import { z } from 'zod';

// One folder up, from the source as from the bundle.
const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

export const { version } = z.object({ version: z.string() }).parse(manifest);
