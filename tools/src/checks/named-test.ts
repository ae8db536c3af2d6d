import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** Whether a file has a test, or a group of tests, with exactly this title: `path › title`. */
export function isTest(named: string): boolean {
  const [file = '', title = ''] = named.split(' › ');
  if (title === '' || !existsSync(`${top}${file}`)) return false;
  const source = readFileSync(`${top}${file}`, 'utf8');
  return ["'", '"', '`'].some((quote) => {
    const literal = `${quote}${title.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
    for (let at = source.indexOf(literal); at >= 0; at = source.indexOf(literal, at + 1)) if (/(\b(test|describe)|\))\(\s*$/.test(source.slice(Math.max(0, at - 40), at))) return true;
    return false;
  });
}
