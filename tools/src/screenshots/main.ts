import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { followed, launched, sessionOf, settled } from '../../e2e/browser.js';
import { everyChoice } from '../../e2e/covering.js';
import { pagesByLinks } from '../../e2e/pages.js';
import { servedDemo } from './demo.js';
import { takeDocumented } from './documented.js';

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** Draws every page of the demo organisation in every way into a folder, or those pictures anew that docs/ has. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { page: { type: 'string', multiple: true, default: [] }, docs: { type: 'boolean', default: false } } });
  const into = values.docs ? null : folderFrom(positionals[0]);

  const data = mkdtempSync(join(tmpdir(), 'pegel-screenshots-'));
  const demo = await servedDemo(data);
  const browser = await launched();
  try {
    const session = await sessionOf(demo, { email: demo.email, password: demo.password });
    if (into === null) return console.log(await takeDocumented(browser, demo, session));
    const opened = async (look: { readonly locale: string; readonly colourScheme: 'light' | 'dark'; readonly width: number }) => {
      const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, colorScheme: look.colourScheme, locale: look.locale });
      await context.addCookies([session]);
      return context;
    };
    const first = await opened({ locale: 'en-GB', colourScheme: 'light', width: 1440 });
    const found = await pagesByLinks(first, { url: demo.url, slug: demo.organisation });
    await first.close();
    const named = (path: string) => path.replace(`/${demo.organisation}/`, '').replace(/^\//, '').replaceAll('/', '-');
    const paths = found.filter((path) => values.page.length === 0 || values.page.includes(named(path)));
    if (paths.length === 0) throw new Error(`There is no such page. There are ${found.map(named).join(', ')}.`);
    for (const look of everyChoice({ locale: ['en-GB', 'de-DE'], colourScheme: ['light', 'dark'], width: [360, 768, 1440] } as const)) {
      const context = await opened(look);
      const page = await followed(context);
      for (const path of paths) {
        await page.goto(`${demo.url}${path}`);
        await settled(page);
        await page.screenshot({ path: join(into, `${named(path)}-${look.locale.slice(0, 2)}-${look.colourScheme}-${look.width}.png`), fullPage: true });
      }
      await context.close();
    }
    console.log(`${paths.length * 12} pictures are in ${into}.`);
  } finally {
    await browser.close();
    await demo.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function folderFrom(folder: string | undefined): string {
  if (folder === undefined) throw new Error('Say which folder the pictures go to: npm run screenshots -- ../pictures; or --docs for those that docs/ has.');
  const into = resolve(folder);
  if (!relative(top, into).startsWith('..')) throw new Error(`The folder must be outside of the project, so that no picture is committed by accident; got "${folder}".`);
  mkdirSync(into, { recursive: true });
  return into;
}

await main();
