import { buffer } from 'node:stream/consumers';
import { ZipFile, type Options } from 'yazl';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  readonly options?: Partial<Options>;
}

/** A zip archive of entries, as large ones and small ones are written everywhere. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content, options } of entries) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0), ...options });
  zip.end();
  return buffer(zip.outputStream);
}

/** The archive of files by their names, with anything that is no text as JSON. */
export const zipOfFiles = (files: Readonly<Record<string, unknown>>): Promise<Buffer> =>
  zipOf(Object.entries(files).map(([name, content]) => ({ name, content: contentOf(content) })));

export const contentOf = (content: unknown): string | Buffer => (typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
