import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { languageOption, type WithLanguage } from '../language.js';
import { portFrom } from '../port.js';
import type { World } from '../world.js';

export interface DemoOptions extends WithLanguage {
  readonly data?: string;
  readonly host: string;
  readonly port: number;
  readonly json: boolean;
}

export function addDemo(program: Command, world: World): void {
  program
    .command('demo')
    .description('Serve an invented organisation with a year of use, to look around in. Nothing in it is real.')
    .option('--data <folder>', 'where to keep it, so that the next start has it at once; otherwise it is gone at the end')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--port <number>', 'the port to listen on; 0 takes a free one', portFrom, 4680)
    .option('--json', 'print one JSON object when it is ready', false)
    .addOption(languageOption())
    .addHelpText('after', '\nExamples:\n  $ pegel demo\n  $ pegel demo --data ./demo --port 0')
    .action(async (options: DemoOptions) => {
      // The invented people and their year are only loaded by who asks for them.
      const { serveDemo } = await import('../demo/serve-demo.js');
      const data = options.data ?? (await mkdtemp(join(tmpdir(), 'pegel-demo-')));
      try {
        await serveDemo(data, options, world);
      } finally {
        if (options.data === undefined) await rm(data, { recursive: true, force: true });
      }
    });
}
