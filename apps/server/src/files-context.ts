import type { FilesContext } from '@pegel/api';
import { permitReport, permitSpendByUser, previewLimits, report, type FilePreview, type Period } from '@pegel/domain';
import { fileName, reportCsv, reportFile, spendByUserDataset, spendByUserFile, spendByUserJson } from '@pegel/presentation';
import { spendMetrics } from './file-meta.js';
import { namedAs, reportName } from './export-mark.js';
import { reportFor, writeLookAtSpendByUser } from './journal/journalled.js';
import type { Notebook } from './journal/notebook.js';
import type { Ports } from './ports.js';
import { spendLines } from './spend-by-user.js';

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** What the typed interface says of files that nobody has taken yet, from the same lines that would leave. */
export function filesContext({ store, now, notebook }: Pick<Ports, 'store' | 'now'> & { readonly notebook: Notebook }, told: <T>(work: Promise<T>) => Promise<T>): FilesContext {
  return {
    previewReport: (given, asked, { format, names }) =>
      told((async (): Promise<FilePreview> => {
        // It is as much as the file, so it takes as much.
        permitReport(given.reader, asked.query, 'export');
        const made = await reportFor({ store, notebook, now }, namedAs(given, names), asked, 'screen');
        const { columns, cells } = reportFile(made, format === 'json' ? 'standard' : format);
        const bytes = bytesOf(format === 'json' ? JSON.stringify(made.rows, null, 2) : reportCsv(made, format));
        return { file: reportName(made), ...daysOf(made.query, made.contract.completeThrough), columns, rows: made.rows.slice(0, previewLimits.rows).map(cells), count: made.rows.length, bytes, isWhole: true };
      })()),
    previewSpendByUser: (given, asked, { format, names }) =>
      told((async (): Promise<FilePreview> => {
        const entrance = namedAs(given, names);
        const { reader } = entrance;
        permitSpendByUser(reader);
        const at = now();
        const { contract } = await report(reader, store, { metrics: spendMetrics, ...asked.period, grain: 'total' }, at, 'export');
        writeLookAtSpendByUser({ notebook, now }, entrance, asked);
        const file = spendByUserFile(format === 'json' ? 'standard' : format);
        const rows: (readonly string[])[] = [];
        let count = 0;
        let bytes = bytesOf(format === 'json' ? '' : file.header);
        let isWhole = true;
        for await (const lines of spendLines(reader, store, asked.period, at)) {
          rows.push(...lines.slice(0, previewLimits.rows - rows.length).map(file.cells));
          count += lines.length;
          bytes += lines.reduce((sum, line) => sum + bytesOf(format === 'json' ? spendByUserJson(line) : file.line(line)), 0);
          isWhole = count < previewLimits.counted;
          if (!isWhole) break;
        }
        const { slug } = reader.organisation;
        return { file: fileName(spendByUserDataset, slug, asked.period, reader.organisation.names), ...daysOf(asked.period, contract.completeThrough), columns: file.columns, rows, count, bytes, isWhole };
      })()),
  };
}

const daysOf = ({ from, to }: Period, completeThrough: string | null): Pick<FilePreview, 'from' | 'to' | 'completeThrough'> => ({ from, to, completeThrough });
