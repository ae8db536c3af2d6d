import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { followed, settled } from '../../e2e/browser.js';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

/** A picture that the README or a page of docs/ shows. */
interface Picture {
  readonly name: string;
  /** Below the organisation. */
  readonly path: string;
  readonly isPhone?: true;
  /** What somebody does before it is taken. */
  readonly first?: (page: Page) => Promise<void>;
}

/** In both colour schemes, for whoever reads in either. */
const inBoth: readonly Picture[] = ['overview', 'activity', 'adoption', 'spend'].map((name) => ({ name, path: name }));

const inLight: readonly Picture[] = [
  { name: 'exports', path: 'exports?dataset=spend&range=qtd&by=week' },
  { name: 'sources', path: 'sources' },
  { name: 'explain', path: 'overview?explain=utilisation' },
  {
    name: 'palette',
    path: 'overview',
    async first(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('ausgaben quartal');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
    },
  },
  { name: 'phone', path: 'overview', isPhone: true },
];

interface Demo {
  readonly url: string;
  readonly organisation: string;
}

/** Takes them all anew and makes them small where `pngquant` is installed; says how many there are. */
export async function takeDocumented(browser: Browser, demo: Demo, session: { readonly name: string; readonly value: string; readonly url: string }): Promise<string> {
  const taken: string[] = [];
  const take = async ({ name, path, isPhone, first }: Picture, colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({ viewport: isPhone === true ? { width: 360, height: 760 } : { width: 1440, height: 1000 }, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
    await context.addCookies([session]);
    const page = await followed(context);
    await page.goto(`${demo.url}/${demo.organisation}/${path}`);
    await settled(page);
    await first?.(page);
    const file = join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    await context.close();
    taken.push(file);
  };
  for (const picture of inBoth) for (const scheme of ['light', 'dark'] as const) await take(picture, scheme);
  for (const picture of inLight) await take(picture, 'light');
  const isSmall = await promisify(execFile)('pngquant', ['--force', '--strip', '--skip-if-larger', '--speed', '1', '--quality', '75-98', '--ext', '.png', ...taken]).then(() => true, () => false);
  return `${taken.length} pictures are in ${folder}${isSmall ? '' : '; with pngquant installed they would be a third of their size'}.`;
}
