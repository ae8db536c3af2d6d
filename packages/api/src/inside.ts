import { initTRPC, TRPCError } from '@trpc/server';
import { refusalSentence, ReportError, type NamedRefusal, type OperationName } from '@pegel/domain';
import { z } from 'zod';
import { AccessError, UnavailableError, type Context } from './context.js';

/** A stream that says nothing else says so often that it is there; a client that hears nothing for long asks anew. */
export const heartbeat = { intervalMs: 15_000, silenceMs: 45_000 };

// Outside production tRPC would send stack traces to whoever asks.
const t = initTRPC.context<Context>().meta<{ readonly operation: OperationName }>().create({
  isDev: false,
  sse: { ping: { enabled: true, intervalMs: heartbeat.intervalMs }, client: { reconnectAfterInactivityMs: heartbeat.silenceMs } },
  // What a schema refuses is said in a sentence too, not as the list of issues that zod keeps.
  errorFormatter({ shape, error: { cause } }) {
    const refusal = refusalIn(cause);
    return { ...shape, ...(refusal?.name === 'form-wrong' ? { message: refusalSentence(refusal) } : {}), data: { ...shape.data, ...(refusal === null ? {} : { refusal }) } };
  },
});

/** What a refusal is called, for whoever says it in other words. */
function refusalIn(cause: unknown): NamedRefusal | null {
  if (cause instanceof ReportError || cause instanceof AccessError || cause instanceof UnavailableError) return cause.refusal;
  if (!(cause instanceof z.ZodError)) return null;
  const fields = [...new Set(cause.issues.map(({ path }) => path.map(String).join('.')))].filter((path) => path !== '');
  return { name: 'form-wrong', about: { fields: fields.join(', '), problem: z.prettifyError(cause) } };
}

/** The refusals of the domain as the transport's; null for what stays an internal error. */
export function refusalOf(cause: unknown): TRPCError | null {
  if (cause instanceof ReportError) return new TRPCError({ code: cause.kind === 'bad-query' ? 'BAD_REQUEST' : 'FORBIDDEN', message: cause.message, cause });
  if (cause instanceof AccessError) return new TRPCError({ code: cause.kind === 'unknown' ? 'UNAUTHORIZED' : 'FORBIDDEN', message: cause.message, cause });
  if (cause instanceof UnavailableError) return new TRPCError({ code: cause.refusal.name === 'server-failed' ? 'INTERNAL_SERVER_ERROR' : 'SERVICE_UNAVAILABLE', message: cause.message, cause });
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

/**
 * The beginning of every procedure: it says which operation it is, names its organisation and enters it first. No other
 * file can begin one, so that there is none of which nobody has said what it takes.
 */
export const inside = (operation: OperationName) =>
  t.procedure
    .meta({ operation })
    .use(explained)
    .input(organisationInput)
    .use(async ({ ctx, input, next }) => {
      const entrance = await ctx.enter(input.organisation, operation);
      const result = await next({ ctx: { ...ctx, entrance } });
      if (!result.ok) await ctx.refused(entrance, operation, result.error.cause);
      return result;
    });

export const routerOf = t.router;
