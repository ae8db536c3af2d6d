import { AccessError, router, UnavailableError, type Context, type Entrance } from '@pegel/api';
import { changedBySettings, changeSettings, decide, deliveriesView, groupsView, inviteCounts, isUnavailable, ReportError, settingsView, sourcesView } from '@pegel/domain';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { callerOf, withoutRequest, type Caller } from '../caller.js';
import { askerOf, entranceOf } from '../entrance.js';
import { filesContext } from '../files-context.js';
import { erasureContext } from '../erasure-context.js';
import { changedInPlace } from '../in-place.js';
import { namedAs } from '../export-mark.js';
import { invitesFor, journalFor, ownDataFor, quarantineFor, reportFor } from '../journal/journalled.js';
import type { Notebook } from '../journal/notebook.js';
import { writeRefusal } from '../journal/refusals.js';
import { membersContext } from '../members-context.js';
import { keysContext } from '../keys-context.js';
import { isAskedStraight, straight, type Straight } from '../live/straight.js';
import { Watch, watched, type Outgoing } from '../live/watched.js';
import { limits } from '../limits.js';
import type { Logger } from '../log.js';
import { modelsFor } from '../models.js';
import type { Env, Ports } from '../ports.js';
import { privacyReportFor } from '../privacy-report.js';
import { Refusal } from '../refusal.js';
import { refusalFor } from '../refused.js';
import { smaller } from '../smaller.js';
import { unmaskingsContext } from '../unmaskings-context.js';
import { dashboardHeader, editionOf } from '../website.js';

const methods: readonly string[] = ['GET', 'HEAD', 'POST'];

/** The typed interface that our clients use. */
export function trpcRoutes(ports: Ports & { readonly notebook: Notebook }): Hono<Env> {
  const all = { ...ports, models: modelsFor(ports.store, ports.now, ports.log) };
  const edition = ports.website === null ? null : editionOf(ports.website);
  return new Hono<Env>().all(
    '/trpc/*',
    // A procedure is asked or told; the transport would let other methods pass as one of the two.
    async (c, next) => {
      if (!methods.includes(c.req.method)) throw new Refusal(405, `${c.req.path.slice(0, 200)} takes GET and POST, not ${c.req.method}.`, null, ['GET', 'POST']);
      await next();
      if (edition !== null) c.header(dashboardHeader, edition);
    },
    smaller,
    // What asks has no body that anybody reads.
    (c, next) => (c.req.method === 'POST' ? limited(c, next) : next()),
    (c) => {
      const { outgoing, handOver } = c.env ?? {};
      const asked = { outgoing, requestId: c.get('requestId'), log: c.get('log') };
      const { raw } = c.req;
      if (outgoing === undefined || handOver === undefined || !isAskedStraight(raw)) return answered(raw, contextOf(all, { ...asked, caller: callerOf(c) }));
      return straight(straightOf(all, { ...asked, caller: withoutRequest(callerOf(c)) }, raw.url), c.req.query('input'), { outgoing, handOver });
    },
  );
}

const limited = bodyLimit({
  maxSize: limits.callBytes,
  onError: () => {
    throw new Refusal(413, `A call is at most ${limits.callBytes / 1024} KiB.`);
  },
});

/** Who asks, on which connection, and under which number the log has it. */
interface Asked {
  readonly caller: Caller;
  readonly outgoing: Outgoing;
  readonly requestId: string;
  readonly log: Logger;
}

function straightOf(ports: AllPorts, asked: Asked, url: string): Straight {
  const context = (): Context => contextOf(ports, asked);
  return {
    context,
    watch: (entrance) => watchOf(ports, asked, entrance),
    rounds: ports.live.rounds,
    refused: (asker, error) => toldOf(asked, (async () => writeRefusal(ports.notebook, ports.now(), { error, caller: asked.caller, asker, operation: 'follow-changes' }))()),
    refusing: (refusing) => answered(new Request(url), { ...context(), ...refusing }),
  };
}

const answered = (req: Request, context: Context): Promise<Response> => fetchRequestHandler({ endpoint: '/trpc', req, router, maxBatchSize: limits.calls, createContext: () => context });

type AllPorts = Ports & { readonly notebook: Notebook; readonly models: ReturnType<typeof modelsFor> };

/** The transport passes on whatever message it meets, so what nobody foresaw gets one that tells nothing. */
async function toldOf<T>({ log, requestId }: Pick<Asked, 'log' | 'requestId'>, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ReportError || error instanceof AccessError) throw error;
    log.error({ err: error }, 'failed');
    const refusal = refusalFor(error);
    const told = refusal?.refusal ?? null;
    throw new UnavailableError(told !== null && isUnavailable(told) ? told : { name: 'server-failed', about: { request: requestId } }, { cause: error });
  }
}

/** The organisation that was entered is entered again, also by whoever did not name it. */
function watchOf({ accounts, live }: AllPorts, asked: Asked, entrance: Entrance): Watch {
  const { slug } = entrance.reader.organisation;
  return new Watch(live, entrance, { enter: () => toldOf(asked, entranceOf(accounts, asked.caller, slug)), standings: () => accounts.standings() }, asked.outgoing);
}

function contextOf(ports: AllPorts, asked: Asked): Context {
  const { accounts, store, sources, live, now, isInPlace, notebook, models } = ports;
  const { caller } = asked;
  const told = <T>(work: Promise<T>): Promise<T> => toldOf(asked, work);
  return {
    enter: (organisation, operation) =>
      told((async () => {
        try {
          return await entranceOf(accounts, caller, organisation);
        } catch (error) {
          writeRefusal(notebook, now(), { error, caller, asker: null, operation });
          throw error;
        }
      })()),
    refused: (entrance, operation, error) => told((async () => writeRefusal(notebook, now(), { error, caller, asker: askerOf(entrance), operation }))()),
    report: (entrance, query, purpose, names) => told(reportFor({ store, notebook, now }, namedAs(entrance, names), { query, purpose }, 'screen')),
    models: ({ reader }) => told(models(reader)),
    groups: ({ reader }, query) => told(groupsView(reader, store, query, now())),
    inviteCounts: ({ reader }) => told(inviteCounts(reader, store, now())),
    invites: (entrance, purpose, first) => told(invitesFor({ store, notebook, now }, entrance, purpose, 'screen', first)),
    sources: ({ reader }, query) => told(sourcesView(reader, sources, query, now())),
    deliveries: ({ reader }, query) => told(deliveriesView(reader, sources, query)),
    quarantine: (entrance, query) => told(quarantineFor({ sources, notebook, now }, entrance, query)),
    decide: ({ reader, actor }, verb, query) => told(decide(reader, actor, sources, accounts, verb, query, now())),
    settings: ({ reader }) => told((async () => settingsView(reader, accounts))()),
    async changeSettings({ reader, actor }, wish, reason) {
      const { isChanged, ...view } = await told(changedInPlace(isInPlace, () => changeSettings(reader, actor, accounts, wish, reason, now())));
      if (!isChanged) return view;
      live.changes.publish(reader.organisation, changedBySettings([reader.organisation.timeZone, view.settings.timeZone], now()));
      return view;
    },
    journal: (entrance, query) => told((async () => journalFor({ accounts, notebook, now }, entrance, query))()),
    privacyReport: ({ reader }, language) => told((async () => privacyReportFor(reader, accounts, language, now()))()),
    ...filesContext(ports, told),
    ...erasureContext({ ...ports, notebook }, told),
    ownData: (entrance) => told(ownDataFor({ store, journal: accounts, addresses: accounts, unmaskings: accounts, notebook, now }, entrance, 'screen')),
    ...membersContext(ports, told),
    ...keysContext(ports, told),
    ...unmaskingsContext(ports, told),
    changes: (entrance, signal) => watched(watchOf(ports, asked, entrance), signal),
  };
}
