import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { languageOption, type WithLanguage } from '../language.js';
import { objectOptions, type WithObject } from '../listing.js';
import { listenOptions } from '../port.js';
import type { World } from '../world.js';

export interface DemoOptions extends WithLanguage, WithObject {
  readonly data?: string;
  readonly host: string;
  readonly port: number;
}

export const demoCommand: CommandDeclaration = {
  name: 'demo',
  group: 'server',
  does: { en: 'Serve an invented organisation with a year of use, to look around in. Nothing in it is real.', de: 'Eine erfundene Organisation mit einem Jahr Nutzung bereitstellen, um sich umzusehen. Nichts darin ist echt.' },
  options: [
    { flags: '--data <folder>', says: { en: 'Where to keep it, so that the next start has it at once; otherwise it is gone at the end.', de: 'Wo sie bleibt, damit sie beim nächsten Start gleich da ist; sonst ist sie am Ende weg.' } },
    ...listenOptions,
    ...objectOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_PUBLIC_URL', 'PEGEL_LOG_LEVEL', 'PEGEL_SESSION_IDLE_MINUTES', 'PEGEL_SESSION_HOURS', 'PEGEL_COLUMNS_MEBIBYTES'],
  examples: [
    { line: 'pegel demo', says: { en: 'Made, served, and removed at the end.', de: 'Angelegt, bereitgestellt und am Ende entfernt.' } },
    { line: 'pegel demo --data ./demo --port 0', says: { en: 'Kept in a folder, on a free port.', de: 'In einem Ordner behalten, auf einem freien Port.' } },
  ],
  async run(world: World, options: DemoOptions) {
    // The invented people and their year are only loaded by who asks for them.
    const { serveDemo } = await import('../demo/serve-demo.js');
    const data = options.data ?? (await mkdtemp(join(tmpdir(), 'pegel-demo-')));
    try {
      await serveDemo(data, options, world);
    } finally {
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
    }
  },
};
