import { Hono, type Context } from 'hono';
import { routesOf } from './asks.js';
import { browserHeaders } from './browser-headers.js';
import { callerOf, knownCaller } from './caller.js';
import { notebookOf } from './journal/notebook.js';
import { writeRefusal } from './journal/refusals.js';
import { OtherSite, ownOriginOnly } from './own-origin.js';
import type { Env, Ports } from './ports.js';
import { refusalNamed, Refusal } from './refusal.js';
import { refusalFor } from './refused.js';
import { requestLog } from './request-log.js';
import { accountRoutes } from './routes/account.js';
import { exportRoutes } from './routes/export.js';
import { healthRoutes } from './routes/health.js';
import { ingestRoutes } from './routes/ingest.js';
import { invitationRoutes } from './routes/invitation.js';
import { inviteRoutes } from './routes/invites.js';
import { oidcRoutes } from './routes/oidc.js';
import { ownDataRoutes } from './routes/own-data.js';
import { reportRoutes } from './routes/report.js';
import { setUpRoutes, waitingForSetUp } from './routes/set-up.js';
import { signInRoutes } from './routes/sign-in.js';
import { sourcesRoutes } from './routes/sources.js';
import { trpcRoutes } from './routes/trpc.js';
import { isForPrograms, websiteRoutes } from './routes/website.js';
import { methodsOf, wellFormed } from './well-formed.js';

/** What is for programs and answers although there is no organisation. */
const answersBeforeSetUp: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/sign-in.json', '/set-up']);

/** Everything that HTTP can ask, over the ports it is given. */
export function createApp(ports: Ports): Hono<Env> {
  const { accounts, now, log, publicUrl, isStopping, isInPlace } = ports;
  const notebook = notebookOf({ journal: accounts, isInPlace });
  const isWaiting = waitingForSetUp(accounts, ports.setUpCode);
  const app: Hono<Env> = new Hono<Env>()
    .use(requestLog(log))
    .use(browserHeaders(publicUrl))
    .use(knownCaller(ports.trustedProxies))
    .use(wellFormed)
    .use(async (c, next) => {
      if (isStopping() && c.req.path !== '/healthz') throw refusalNamed(503, { name: 'server-stopping', about: {} }, 5);
      await next();
    })
    .use(async (c, next) => {
      const { path } = c.req;
      if (isForPrograms(path) && !answersBeforeSetUp.has(path) && isWaiting()) throw refusalNamed(503, { name: 'organisation-none', about: {} }, 60);
      await next();
    })
    .use(ownOriginOnly(publicUrl))
    .route('/', healthRoutes(ports))
    .route('/', setUpRoutes(ports))
    .route('/', ingestRoutes(ports))
    .route('/', reportRoutes({ ...ports, notebook }))
    .route('/', exportRoutes({ ...ports, notebook }))
    .route('/', inviteRoutes({ ...ports, notebook }))
    .route('/', ownDataRoutes({ ...ports, notebook }))
    .route('/', sourcesRoutes(ports))
    .route('/', trpcRoutes({ ...ports, notebook }))
    .route('/', invitationRoutes(ports))
    .route('/', oidcRoutes(ports))
    .route('/', signInRoutes(ports))
    .route('/', accountRoutes(ports))
    .route('/', websiteRoutes(ports))
    .notFound((c) => {
      const refusal = said(new Refusal(404, `There is no ${c.req.method} ${c.req.path.slice(0, 200)}.`), c);
      return c.json(refusal.body, refusal.status, refusal.headers);
    })
    .onError((thrown, c) => {
      const error = afterJournal(thrown, c);
      const refusal = said(refusalFor(error) ?? refusalNamed(500, { name: 'server-failed', about: { request: c.get('requestId') } }), c);
      if (refusal.status === 500 || (refusal.status === 503 && !(error instanceof Refusal))) c.get('log').error({ err: error }, 'failed');
      return c.json(refusal.body, refusal.status, { 'cache-control': 'no-store', ...refusal.headers });
    });
  routesOf(app); // Fails where a route does not say what it asks for.
  return app;

  /** Whoever is turned away is written down before they are told; where that fails, it is what they are told. Of signing in the entries are its own. */
  function afterJournal(error: unknown, c: Context<Env>): unknown {
    if (c.req.path.startsWith('/auth/') && !(error instanceof OtherSite)) return error;
    try {
      writeRefusal(notebook, now(), { error, caller: callerOf(c), asker: c.get('asker') ?? null, operation: c.get('operation') });
      return error;
    } catch (failure) {
      return failure;
    }
  }

  /** What is not found may only have been asked for in the wrong way. */
  function said(refusal: Refusal, c: Context<Env>): Refusal {
    if (refusal.status !== 404) return refusal;
    const methods = methodsOf(app, c.req.path);
    if (methods.length === 0 || methods.includes(c.req.method)) return refusal;
    return new Refusal(405, `${c.req.path.slice(0, 200)} takes ${methods.join(' and ')}, not ${c.req.method}.`, null, methods);
  }
}
