import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { tablePages } from '@pegel/presentation';
import { followed, settled } from './browser.js';

const routesFile = fileURLToPath(new URL('../../apps/web/src/app.tsx', import.meta.url));

/** The addresses that the dashboard answers, as its own list of routes has them. */
export function routes(): readonly string[] {
  const source = readFileSync(routesFile, 'utf8');
  const found = [...source.matchAll(/<Route path=(?:"([^"]+)"|\{`([^`]+)`\})/g)].map(([, plain, template]) => plain ?? template ?? '');
  // The one route that is written once for several pages.
  return found.flatMap((route) => (route.includes('${id}') ? tablePages.map(({ id }) => route.replace('${id}', id)) : [route])).filter((route) => !leading.includes(route));
}

/** What shows nothing by itself: it leads to another page. */
const leading: readonly string[] = ['/:organisation?'];

/** Parts of an address each of which is a page of its own; of others, such as the name of a metric, one is as good as the next. */
const ownPages: readonly string[] = [':tab?'];

/** The route that answers an address, in the order of the list. */
export const routeOf = (path: string, among = routes()): string | undefined => among.find((route) => route !== '*' && matches(route, path));

function matches(route: string, path: string): boolean {
  const pattern = route.split('/').slice(1).map((part) => (part.endsWith('?') ? '(/[^/]+)?' : part.startsWith(':') ? '/[^/]+' : part.startsWith('*') ? '/.+' : `/${part}`)).join('');
  return new RegExp(`^${pattern}$`).test(path);
}

/** What a page is one of: its route, or itself where it is a page of its own. Undefined where nothing answers. */
export function kindOf(path: string, among = routes()): string | undefined {
  const route = routeOf(path, among);
  return route !== undefined && ownPages.some((part) => route.includes(part)) ? path : route;
}

/** Every page that somebody can come to by links, one of each kind. */
export async function pagesByLinks(context: BrowserContext, server: { readonly url: string; readonly slug: string }): Promise<readonly string[]> {
  const known = routes();
  const page = await followed(context);
  const paths = [`/${server.slug}/overview`];
  const seen = new Set(paths.map((path) => kindOf(path, known)));
  const found = new Set<string>();
  for (const path of paths) {
    await page.goto(`${server.url}${path}`);
    await settled(page);
    // An address that leads on is seen as the page it leads to.
    found.add(new URL(page.url()).pathname);
    const links = await page.locator('a[href^="/"]:not([download])').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
    for (const link of links) {
      const kind = kindOf(link, known);
      if (kind === undefined || seen.has(kind)) continue;
      seen.add(kind);
      paths.push(link);
    }
  }
  await page.close();
  return [...found];
}
