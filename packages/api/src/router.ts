import { initTRPC, TRPCError } from '@trpc/server';
import { comparisons, decisionLimits, dimensions, grains, metricNames, ranges, ReportError, type DecisionView, type FactsChanged, type QuarantineView, settingsLimits, weekStarts, type Report, type SettingsView, type SourcesView } from '@pegel/domain';
import { z } from 'zod';
import { AccessError, type Context, type ReaderView } from './context.js';

/** A stream that says nothing else says so often that it is there; a client that hears nothing for long asks anew. */
const heartbeat = { intervalMs: 15_000, silenceMs: 45_000 };

// Outside production tRPC would send stack traces to whoever asks.
const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: { ping: { enabled: true, intervalMs: heartbeat.intervalMs }, client: { reconnectAfterInactivityMs: heartbeat.silenceMs } },
  // What a schema refuses is said in a sentence too, not as the list of issues that zod keeps.
  errorFormatter: ({ shape, error }) => (error.cause instanceof z.ZodError ? { ...shape, message: z.prettifyError(error.cause) } : shape),
});

/** The refusals of the domain as the transport's; null for what stays an internal error. */
function refusalOf(cause: unknown): TRPCError | null {
  if (cause instanceof ReportError) return new TRPCError({ code: cause.kind === 'bad-query' ? 'BAD_REQUEST' : 'FORBIDDEN', message: cause.message, cause });
  if (cause instanceof AccessError) return new TRPCError({ code: cause.kind === 'unknown' ? 'UNAUTHORIZED' : 'FORBIDDEN', message: cause.message, cause });
  return null;
}

const explained = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = refusalOf(result.error.cause);
  if (refusal !== null) throw refusal;
  return result;
});

const organisationInput = z.object({ organisation: z.string().max(60).optional() });

/** Every procedure names its organisation and enters it first; there is no procedure without this. */
const inside = t.procedure
  .use(explained)
  .input(organisationInput)
  .use(async ({ ctx, input, next }) => next({ ctx: { ...ctx, entrance: await ctx.enter(input.organisation) } }));

const day = z.iso.date();

const reportInput = z.object({
  metrics: z.array(z.enum(metricNames)).min(1),
  from: day.optional(),
  to: day.optional(),
  range: z.enum(ranges).optional(),
  grain: z.enum(grains).optional(),
  by: z.enum(dimensions).optional(),
  where: z.array(z.object({ dimension: z.enum(dimensions), key: z.string().min(1).max(400) })).max(100).optional(),
  top: z.int().optional(),
  compare: z.enum(comparisons).optional(),
});

const sourcesInput = z.object({ from: day.optional(), to: day.optional() });

const itemId = z.int().min(1);
const quarantineInput = z.object({
  source: z.string().max(40).optional(),
  code: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
  ids: z.array(itemId).max(decisionLimits.items).optional(),
  before: itemId.optional(),
  limit: z.int().optional(),
});
const decisionInput = z.object({ ids: z.array(itemId).min(1).max(decisionLimits.items), reason: z.string().max(4 * decisionLimits.reason) });

const settingsInput = z.object({
  timeZone: z.string().max(80).optional(),
  weekStart: z.enum(weekStarts).optional(),
  fiscalYearStart: z.int().optional(),
  sourceOrder: z.array(z.string().max(80)).max(10 * settingsLimits.sources).optional(),
  reason: z.string().max(4 * settingsLimits.reason),
});

export const router = t.router({
  /** Who the caller is, and what they may see. */
  reader: inside.query(({ ctx: { entrance } }): ReaderView => {
    const { pseudonymSecret: _secret, ...organisation } = entrance.reader.organisation;
    return { name: entrance.actor.name, role: entrance.reader.role, permissions: [...entrance.reader.permissions], organisation };
  }),
  /** Some metrics over a period, at a grain, split by dimensions. */
  report: inside.input(reportInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<Report> => ctx.report(ctx.entrance, query)),
  /** Every source with its coverage and gaps, and what became of everything it delivered, by day of receipt. */
  sources: inside.input(sourcesInput).query(({ ctx, input: { from, to } }): Promise<SourcesView> => ctx.sources(ctx.entrance, { from, to })),
  /** What was set aside, newest first. */
  quarantine: inside.input(quarantineInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<QuarantineView> => ctx.quarantine(ctx.entrance, query)),
  /** Lets items in that were set aside, each for a reason that is kept. */
  release: inside.input(decisionInput).mutation(({ ctx, input: { ids, reason } }): Promise<DecisionView> => ctx.decide(ctx.entrance, 'release', { ids, reason })),
  /** Keeps items out for good, each for a reason that is kept. */
  discard: inside.input(decisionInput).mutation(({ ctx, input: { ids, reason } }): Promise<DecisionView> => ctx.decide(ctx.entrance, 'discard', { ids, reason })),
  /** How days, weeks and years are cut and which doors are believed, and every change of it, newest first. */
  settings: inside.query(({ ctx }): Promise<SettingsView> => ctx.settings(ctx.entrance)),
  /** Changes it, for a reason that is kept. The ledger stays as it is: every number is derived from it anew. */
  changeSettings: inside.input(settingsInput).mutation(({ ctx, input: { organisation: _organisation, reason, ...wish } }): Promise<SettingsView> => ctx.changeSettings(ctx.entrance, wish, reason)),
  /** Which facts of which days change from now on, at most once a second. It says that numbers changed, and never which. */
  changes: inside.subscription(async function* ({ ctx, signal }): AsyncGenerator<FactsChanged, void, undefined> {
    try {
      yield* ctx.changes(ctx.entrance, signal ?? new AbortController().signal);
    } catch (error) {
      // What a stream throws after it began passes no middleware.
      throw refusalOf(error) ?? error;
    }
  }),
});

export type AppRouter = typeof router;
