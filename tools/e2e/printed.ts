import { inflateSync } from 'node:zlib';

/** How many pieces of text are on each page of a PDF that Chromium wrote. */
export function textsByPage(pdf: Buffer): readonly number[] {
  const raw = pdf.toString('latin1');
  const objects = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number = '', body = '']) => [number, body]));
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b(?!s)/.test(body));
  return pages.map((body) => {
    const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(body) ?? [];
    const [, stream] = /stream\r?\n([\s\S]*)\r?\nendstream/.exec(objects.get(contents) ?? '') ?? [];
    if (stream === undefined) throw new Error('A page of the PDF has no contents that can be read.');
    return [...inflateSync(Buffer.from(stream, 'latin1')).toString('latin1').matchAll(/\bT[jJ]\b/g)].length;
  });
}
