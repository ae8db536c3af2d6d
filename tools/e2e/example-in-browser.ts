import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launched } from './browser.js';
import { sendExample } from './example.js';
import { served, type Served } from './served.js';

export interface ExampleInBrowser {
  readonly server: Served;
  readonly browser: Browser;
}

/** Serves the example and starts a browser for all tests of a file, and ends both after them; `also` sends what the example has not. */
export function exampleInBrowser(given: (made: ExampleInBrowser) => void, also?: (server: Served) => Promise<void>): void {
  let made: Partial<ExampleInBrowser> = {};
  beforeAll(async () => {
    const server = await served();
    made = { server };
    await sendExample(server);
    await also?.(server);
    const browser = await launched();
    made = { server, browser };
    given({ server, browser });
  });
  afterAll(async () => {
    await made.browser?.close();
    await made.server?.stop();
  });
}
