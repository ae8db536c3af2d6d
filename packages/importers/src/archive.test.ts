import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Archive, ArchiveError } from './archive.js';
import { zipOf, type ZipEntry } from './testing/index.js';

function fileOf(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'a.zip');
  writeFileSync(path, bytes);
  return path;
}

/** What comes of every file in an archive: its content, or why there is none. */
async function read(bytes: Buffer): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = [];
  for await (const entry of (await Archive.open(fileOf(bytes))).entries()) {
    if (entry.refused !== null) {
      found.push({ [entry.name]: entry.refused });
      continue;
    }
    const chunks: Buffer[] = [];
    const reason = await collect(entry.read(), chunks);
    found.push({ [entry.name]: reason ?? Buffer.concat(chunks).toString() });
  }
  return found;
}

async function collect(from: AsyncIterable<Buffer>, chunks: Buffer[]): Promise<string | null> {
  try {
    for await (const chunk of from) chunks.push(chunk);
    return null;
  } catch (error) {
    if (error instanceof ArchiveError) return error.reason;
    throw error;
  }
}

const before: ZipEntry = { name: 'before', content: 'b' };
const after: ZipEntry = { name: 'after', content: 'a' };
const around = async (entry: ZipEntry, change: (zip: Buffer) => Buffer = (zip) => zip) => read(change(await zipOf([before, entry, after])));

/** Every occurrence of some bytes replaced by as many others. */
function replaced(zip: Buffer, from: string, to: string): Buffer {
  expect(Buffer.byteLength(to, 'latin1')).toBe(Buffer.byteLength(from, 'latin1'));
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

const centralHeader = Buffer.from('PK\u0001\u0002');
const localHeader = Buffer.from('PK\u0003\u0004');

/** Where the header of the nth file in the archive's directory begins. */
function headerOf(zip: Buffer, nth: number, signature = centralHeader): number {
  let at = -1;
  for (let count = 0; count <= nth; count += 1) at = zip.indexOf(signature, at + 1);
  return at;
}

function written(zip: Buffer, at: number, value: number, bytes: 2 | 4): Buffer {
  if (bytes === 2) zip.writeUInt16LE(value, at);
  else zip.writeUInt32LE(value, at);
  return zip;
}

describe('one file that cannot be trusted is refused, and the others are read', () => {
  const content = 'x'.repeat(100);
  const entry: ZipEntry = { name: 'mmmmmmm', content };

  test.each<[string, string, (zip: Buffer) => Buffer]>([
    ['whose checksum is wrong', 'wrong-checksum', (zip) => written(zip, headerOf(zip, 1) + 16, 7, 4)],
    ['that is larger than is said', 'wrong-size', (zip) => written(zip, headerOf(zip, 1) + 24, 99, 4)],
    ['that is smaller than is said', 'wrong-size', (zip) => written(zip, headerOf(zip, 1) + 24, 101, 4)],
    ['that is encrypted', 'encrypted', (zip) => written(zip, headerOf(zip, 1) + 8, 1, 2)],
    ['that is compressed in an unknown way', 'unknown-compression', (zip) => written(zip, headerOf(zip, 1) + 10, 14, 2)],
    ['whose content is elsewhere', 'damaged-entry', (zip) => written(zip, headerOf(zip, 1) + 42, 3, 4)],
    ['that is cut short inside', 'damaged-entry', (zip) => written(zip, headerOf(zip, 1) + 20, 3, 4)],
    ['whose content is not what it was compressed to', 'damaged-entry', (zip) => written(zip, headerOf(zip, 1, localHeader) + 30 + 'mmmmmmm'.length + zip.readUInt16LE(headerOf(zip, 1, localHeader) + 28), 0xffff, 2)],
  ])('%s', async (_, reason, change) => {
    expect(await around(entry, change)).toEqual([{ before: 'b' }, { mmmmmmm: reason }, { after: 'a' }]);
  });

  test.each([
    ['leads up', '../xxxx'],
    ['leads up from below', 'a/../xx'],
    ['begins at the root', '/etc/xx'],
    ['begins with a drive', 'C:\\xxxx'],
    ['has a NUL in it', 'aaa\u0000bbb'],
    ['has an escape in it', 'aa\u001b[2J'],
  ])('whose name %s', async (_, name) => {
    const plain = 'm'.repeat(name.length);
    const found = await around({ name: plain, content }, (zip) => replaced(zip, plain, name));
    expect([found[0], Object.values(found[1] ?? {}), found[2]]).toEqual([{ before: 'b' }, ['bad-name'], { after: 'a' }]);
  });

  test('whose name leads up by backslashes, as Windows reads them', async () => {
    expect((await around(entry, (zip) => replaced(zip, 'mmmmmmm', '..\\xxxx')))[1]).toEqual({ '../xxxx': 'bad-name' });
  });

  test('whose name is four thousand letters long, or no UTF-8 although it says so', async () => {
    expect(Object.values((await around({ name: 'm'.repeat(4_096), content }))[1] ?? {})).toEqual(['bad-name']);
    expect(Object.values((await around({ name: 'müm', content }, (zip) => replaced(zip, 'mÃ¼m', 'm\u00ff\u00ffm')))[1] ?? {})).toEqual(['bad-name']);
  });

  test.each([['a link', 0o120777, 'link'], ['a pipe', 0o010644, 'not-a-file'], ['a device', 0o020644, 'not-a-file']])('that is %s', async (_, mode, reason) => {
    const zip = await zipOf([before, entry, after]);
    expect(await read(written(zip, headerOf(zip, 1) + 38, (mode << 16) >>> 0, 4))).toEqual([{ before: 'b' }, { mmmmmmm: reason }, { after: 'a' }]);
  });

  test('that is there twice, both times', async () => {
    const zip = await zipOf([entry, before, { name: 'nnnnnnn', content }]);
    expect(await read(replaced(zip, 'nnnnnnn', 'mmmmmmm'))).toEqual([{ mmmmmmm: 'duplicate-name' }, { before: 'b' }, { mmmmmmm: 'duplicate-name' }]);
  });

  test('that unpacks to more than a hundred times what it takes', async () => {
    const found = await around({ name: 'bomb', content: Buffer.alloc(32 * 1024 * 1024) });
    expect(found).toEqual([{ before: 'b' }, { bomb: 'too-compressed' }, { after: 'a' }]);
  });

  test('that unpacks to more than it says, long before all of it is unpacked', async () => {
    const zip = await zipOf([before, { name: 'bomb', content: Buffer.alloc(32 * 1024 * 1024) }, after]);
    const path = fileOf(written(zip, headerOf(zip, 1) + 24, 1_000, 4));
    let came = 0;
    for await (const entry of (await Archive.open(path)).entries()) {
      if (entry.name !== 'bomb') continue;
      const counted = async () => {
        for await (const chunk of entry.read()) came += chunk.length;
      };
      await expect(counted()).rejects.toMatchObject({ reason: 'wrong-size' });
    }
    expect(came).toBeLessThanOrEqual(1_000);
  });

  test('that says it is larger than any disk', async () => {
    const zip = await zipOf([before, { ...entry, options: { forceZip64Format: true } }, after]);
    // The sizes of the large format are in a field of their own behind the name.
    const field = headerOf(zip, 1) + 46 + 'mmmmmmm'.length + zip.subarray(headerOf(zip, 1) + 46 + 'mmmmmmm'.length).indexOf(Buffer.from([1, 0]));
    zip.writeBigUInt64LE(1n << 52n, field + 4);
    expect(await read(zip)).toEqual([{ before: 'b' }, { mmmmmmm: 'too-large' }, { after: 'a' }]);
  });
});

test('archives in the large format and files that are not compressed are read, and folders are none', async () => {
  const zip = await zipOf([{ name: 'a/b.json', content: '1', options: { forceZip64Format: true } }, { name: 'folderx', content: '' }, { name: 'stored', content: '22', options: { compress: false } }]);
  expect(await read(replaced(zip, 'folderx', 'folder/'))).toEqual([{ 'a/b.json': '1' }, { stored: '22' }]);
});

test('an empty archive has no files', async () => {
  expect(await read(await zipOf([]))).toEqual([]);
});

describe('an archive of which nothing can be trusted is refused', () => {
  const zip = () => zipOf([before, { name: 'large', content: Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 251)) }, after]);

  test('cut off at any hundredth', async () => {
    const whole = await zip();
    for (let share = 0; share < 100; share += 1) await expect(read(whole.subarray(0, Math.floor((whole.length * share) / 100)))).rejects.toMatchObject({ reason: 'truncated-archive' });
  });

  test('with one flipped bit anywhere it gives what it held, or says that something is wrong', async () => {
    const whole = await zip();
    const held = await read(Buffer.from(whole));
    let noticed = 0;
    for (let at = 0; at < whole.length; at += 13) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const found = await read(flipped).catch((error: unknown) => {
        if (!(error instanceof ArchiveError)) throw error;
        return null;
      });
      if (found === null) {
        noticed += 1;
        continue;
      }
      // A flipped bit of a name is another name, and of a date another date: content is what has a checksum.
      const contents = found.flatMap((entry) => Object.values(entry));
      const expected = held.flatMap((entry) => Object.values(entry));
      for (const content of contents) if (!expected.includes(content)) expect(content).toMatch(/^(wrong|damaged|bad|encrypted|unknown|not|link|too)-?/);
      if (contents.some((content) => !expected.includes(content))) noticed += 1;
    }
    expect(noticed).toBeGreaterThan(whole.length / 13 / 2);
  });

  test('whose files lie over each other', async () => {
    const bytes = await zip();
    written(bytes, headerOf(bytes, 0) + 20, 1_000_000, 4);
    await expect(read(bytes)).rejects.toMatchObject({ reason: 'overlapping-entries' });
  });

  test('of files that are harmless one by one, and more than a hundred times as large as the archive together', async () => {
    const harmless = Buffer.alloc(1024 * 1024);
    await expect(read(await zipOf(Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, content: harmless }))))).rejects.toMatchObject({ reason: 'too-compressed' });
  });

  test('that lists more files than anybody has', async () => {
    const bytes = await zipOf([before, { name: 'x', content: 'x', options: { forceZip64Format: true } }]);
    await expect(read(Buffer.concat([bytes.subarray(0, headerOf(bytes, 0)), manyEntries(bytes, 250_001)]))).rejects.toMatchObject({ reason: 'too-many-entries' });
  });

  test('whose directory is no directory', async () => {
    const bytes = await zip();
    await expect(read(written(bytes, headerOf(bytes, 1), 0, 4))).rejects.toMatchObject({ reason: 'damaged-archive' });
  });
});

/** The end of an archive, in the large format, that counts as many entries in its directory as one likes. */
function manyEntries(zip: Buffer, count: number): Buffer {
  const header = zip.subarray(headerOf(zip, 0), headerOf(zip, 1));
  const directory = Buffer.concat(Array.from({ length: count }, () => header));
  const start = headerOf(zip, 0);
  const end64 = Buffer.alloc(56);
  end64.write('PK\u0006\u0006', 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(directory.length), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 'latin1');
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.fill(0xff, 8, 20);
  return Buffer.concat([directory, end64, locator, end]);
}
