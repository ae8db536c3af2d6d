import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { openCsv } from '../download.js';
import { addReaderOptions, connect, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

interface ExportOptions extends ReaderOptions {
  readonly from: string;
  readonly to: string;
}

export function addExport(program: Command, world: World): void {
  const exports = program.command('export').description('Write a report as a file.');
  addReaderOptions(
    exports
      .command('spend-by-user')
      .description('Spend as CSV: one row a person, model and basis. Contains personal data; the server logs the download.')
      .requiredOption('--from <day>', 'the first day, such as 2026-11-01')
      .requiredOption('--to <day>', 'the last day, included'),
  )
    .addHelpText('after', '\nExample:\n  $ pegel export spend-by-user --from 2026-11-01 --to 2026-11-30 > spend.csv')
    .action(async ({ from, to, ...options }: ExportOptions) => {
      const connection = connect(world, options);
      const parameters = new URLSearchParams({ from, to, ...(options.organisation === undefined ? {} : { organisation: options.organisation }) });
      await pipeline(await openCsv(connection, `/export/spend-by-user.csv?${parameters}`), world.stdout, { end: false });
    });
}
