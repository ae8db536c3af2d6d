import { initTRPC, TRPCError } from '@trpc/server';
import { comparisons, dimensions, grains, metricNames, ranges, ReportError, type Report } from '@pegel/domain';
import { z } from 'zod';
import { AccessError, type Context, type ReaderView } from './context.js';

// Outside production tRPC would send stack traces to whoever asks.
const t = initTRPC.context<Context>().create({
  isDev: false,
  // What a schema refuses is said in a sentence too, not as the list of issues that zod keeps.
  errorFormatter: ({ shape, error }) => (error.cause instanceof z.ZodError ? { ...shape, message: z.prettifyError(error.cause) } : shape),
});

/** Turns the refusals of the domain into the transport's; anything else stays an internal error. */
const explained = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof ReportError) {
    throw new TRPCError({ code: cause.kind === 'bad-query' ? 'BAD_REQUEST' : 'FORBIDDEN', message: cause.message, cause });
  }
  if (cause instanceof AccessError) {
    throw new TRPCError({ code: cause.kind === 'unknown' ? 'UNAUTHORIZED' : 'FORBIDDEN', message: cause.message, cause });
  }
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

export const router = t.router({
  /** Who the caller is, and what they may see. */
  reader: inside.query(({ ctx: { entrance } }): ReaderView => {
    const { pseudonymSecret: _secret, ...organisation } = entrance.reader.organisation;
    return { name: entrance.name, role: entrance.reader.role, permissions: [...entrance.reader.permissions], organisation };
  }),
  /** Some metrics over a period, at a grain, split by dimensions. */
  report: inside.input(reportInput).query(({ ctx, input: { organisation: _organisation, ...query } }): Promise<Report> => ctx.report(ctx.entrance, query)),
});

export type AppRouter = typeof router;
