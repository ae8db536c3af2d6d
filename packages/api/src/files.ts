import type { FilePreview } from '@pegel/domain';
import { z } from 'zod';
import { inside } from './inside.js';
import { reportInput } from './report-input.js';

/** How a file is to be written, and whether people have pseudonyms in it, whatever may be seen. */
const fileInput = z.object({ format: z.enum(['standard', 'excel-de', 'json']), names: z.enum(['pseudonyms']).optional() });
const day = z.iso.date();

/** Files before somebody takes them along: of people that is a look at people. */
export const fileProcedures = {
  /** A report as a file. */
  previewReport: inside('export-report').input(reportInput.extend(fileInput.shape)).query(({ ctx, input: { organisation: _organisation, purpose, format, names, ...query } }): Promise<FilePreview> => ctx.previewReport(ctx.entrance, { query, purpose }, { format, names })),
  /** Spend by person. */
  previewSpendByUser: inside('export-spend-by-user').input(fileInput.extend({ from: day, to: day, purpose: z.string().max(1000).optional() })).query(({ ctx, input: { from, to, purpose, format, names } }): Promise<FilePreview> => ctx.previewSpendByUser(ctx.entrance, { period: { from, to }, purpose }, { format, names })),
};
