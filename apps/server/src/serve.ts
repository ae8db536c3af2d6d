import { randomBytes } from 'node:crypto';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import type { Words } from '@pegel/domain';
import { destination } from 'pino';
import { createApp } from './app.js';
import { prepareAll } from './beforehand.js';
import { limitConnections, patience } from './connections.js';
import { openFolder } from './data-folder.js';
import { readEnvironment } from './environment.js';
import { tellHeads } from './journal/heads.js';
import { handingOver } from './live/handed-over.js';
import { liveOf } from './live/watched.js';
import { connectionsMax, limits } from './limits.js';
import { codeIn, makeLog } from './log.js';
import { keepExpiring } from './retention.js';
import { keepSealing } from './sealing.js';
import { SetupError } from './setup-error.js';
import { noticeEnds } from './unmasking-ends.js';
import { sentenceOf } from './upgrade-news.js';
import { readWebsite } from './website.js';

export interface ServeOptions {
  readonly data: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Makes the folder where there is none, and lets the first organisation be made in the browser. */
  readonly setUp?: boolean;
  /** Logs nothing but failures. */
  readonly quiet?: boolean;
  /** Where the key of the names lies, whatever the environment says. */
  readonly keyFile?: string;
  /** Where the built dashboard lies. */
  readonly webRoot?: string;
}

export interface Running {
  readonly url: string;
  /** Where the first organisation is made, with the code that opens it; `null` where there is one, or ever was. Never logged. */
  readonly setUpUrl: string | null;
  /** Answers what has begun, refuses what has not, and ends within about five seconds. */
  close(): Promise<void>;
  /** Resolves when the server has ended, asked or not. */
  readonly closed: Promise<void>;
}

const graceMilliseconds = 5_000;
// Two folders up, from the source as from the bundle.
const builtWebsite = fileURLToPath(new URL('../../web/dist', import.meta.url));
// Built beside the bundle. Whoever runs the source decides where they are.
const decidingFile = import.meta.url.endsWith('.ts') ? undefined : new URL('./deciding-worker.js', import.meta.url);

/** Serves the organisations of a data folder. Signals are the caller's business. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { publicUrl, logLevel, browserSessions, trustedProxies, oidc, cubeBytes } = readEnvironment();
  const log = makeLog(options.quiet === true ? 'error' : logLevel, destination({ fd: 2, sync: true }));
  const folder = await openFolder(options.data, { create: options.setUp === true ? 'where-empty' : false, publicUrl, browserSessions, oidc, cubeBytes, decidingFile, keyFile: options.keyFile, warn: (sentence) => log.warn(sentence), announce: (news) => log.info(sentenceOf(news)) });
  let stopping = false;
  const begun = new Set<ServerResponse>();
  try {
    const canBeSetUp = folder.accounts.canBeSetUp();
    const setUpCode = canBeSetUp && options.setUp === true ? randomBytes(16).toString('base64url') : null;
    if (setUpCode === null && folder.accounts.organisations().length === 0) throw new SetupError(1, whyNothingToServe(canBeSetUp, options.data));
    const app = createApp({
      accounts: folder.accounts,
      store: folder.store,
      sources: folder.sources,
      live: liveOf(folder.changes),
      now: Date.now,
      log,
      isInPlace: () => folder.isInPlace(),
      columns: () => folder.columns(),
      isStopping: () => stopping,
      website: readWebsite(options.webRoot ?? builtWebsite),
      setUpCode,
      trustedProxies,
      publicUrl,
    });
    const endExpiring = await keepExpiring(folder, log);
    // Without options for HTTP/2 or TLS it is a plain HTTP server.
    const server = createAdaptorServer({ fetch: handingOver(app.fetch), serverOptions: patience }) as Server;
    limitConnections(server, connectionsMax(), log);
    server.prependListener('request', (_, response) => {
      // Otherwise a connection that is kept alive would keep the server alive.
      if (stopping) response.shouldKeepAlive = false;
      begun.add(response);
      response.once('close', () => begun.delete(response));
    });
    const url = await listen(server, options);

    let end: Promise<void> | undefined;
    let ended = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const close = (): Promise<void> => {
      end ??= (async () => {
        stopping = true;
        log.info('stopping');
        keepSilent();
        stopNoticing();
        endExpiring();
        endSealing();
        endPreparing();
        // Streams have no end of their own that could be waited for.
        folder.changes.end();
        try {
          await stop(server, begun);
          await folder.close();
          log.info('stopped');
        } finally {
          ended();
        }
      })();
      return end;
    };
    server.on('error', (error) => {
      log.error({ err: error }, 'the server failed');
      void close();
    });
    const keepSilent = tellHeads(folder.accounts, log);
    const endSealing = keepSealing(folder, log);
    const endPreparing = prepareAll(folder, log);
    const stopNoticing = noticeEnds({ accounts: folder.accounts, now: Date.now, log });
    log.info({ url }, 'serving');
    void folder.accounts.oidc?.prepare();
    return { url, setUpUrl: setUpCode === null ? null : `${publicUrl?.replace(/\/+$/, '') ?? url}/setup#${setUpCode}`, close, closed };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

const whyNothingToServe = (canBeSetUp: boolean, data: string): Words =>
  canBeSetUp
    ? {
        en: `There is no organisation in ${data} yet. Make one in the browser with "pegel serve --set-up", or here with "pegel init".`,
        de: `In ${data} gibt es noch keine Organisation. Legen Sie eine im Browser mit „pegel serve --set-up“ an oder hier mit „pegel init“.`,
      }
    : {
        en: `There is no organisation in ${data} any more, and the set-up in the browser is closed for ever once there was one. "pegel init" makes one.`,
        de: `In ${data} gibt es keine Organisation mehr, und die Einrichtung im Browser ist für immer zu, sobald es eine gab. „pegel init“ legt eine an.`,
      };

function listen(server: Server, { host, port }: ServeOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SetupError(1, whyNot(codeIn(error), host, port))));
    // As many may wait to be taken as the system allows; it makes others try again, or resets what they took for a connection.
    server.listen({ port, host, backlog: limits.connections }, () => {
      server.removeAllListeners('error');
      const address = server.address() as AddressInfo; // A server that listens on a port has one.
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${address.port}`);
    });
  });
}

function whyNot(code: string | null, host: string, port: number): Words {
  switch (code) {
    case 'EADDRINUSE':
      return { en: `Port ${port} on ${host} is in use; stop what uses it, or choose another with --port.`, de: `Port ${port} auf ${host} ist belegt; beenden Sie, was ihn benutzt, oder wählen Sie mit --port einen anderen.` };
    case 'EACCES':
      return { en: `This user may not listen on port ${port}; choose one above 1023 with --port.`, de: `Auf Port ${port} darf dieser Benutzer nicht hören; wählen Sie mit --port einen über 1023.` };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return { en: `This machine has no address ${host}; choose another with --host.`, de: `Dieser Rechner hat keine Adresse ${host}; wählen Sie mit --host eine andere.` };
    default: {
      const why = code === null ? '' : ` (${code})`;
      return { en: `Listening on ${host}, port ${port}, failed${why}.`, de: `Auf ${host}, Port ${port}, lässt sich nicht hören${why}.` };
    }
  }
}

/**
 * Waits for what had begun, still listening: whoever asks meanwhile hears that the server is shutting down, and a load
 * balancer sees it. Then nothing is accepted any more, and what takes too long is cut off.
 */
async function stop(server: Server, begun: ReadonlySet<ServerResponse>): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMilliseconds);
  });
  for (const response of begun) response.shouldKeepAlive = false;
  await Promise.race([answered(begun), tooLong]);
  server.close();
  await Promise.race([answered(begun), tooLong]);
  clearTimeout(timer);
  // Idle ones too: a connection on which nothing was asked yet does not count as idle, and would be waited for.
  server.closeAllConnections();
  await closed;
}

const answered = (responses: ReadonlySet<ServerResponse>): Promise<unknown> =>
  Promise.all([...responses].map((response) => new Promise((resolve) => response.once('close', resolve))));
