import type { SessionTime } from '@pegel/accounts';
import { z } from 'zod';
import { trustedProxiesIn, type TrustedProxies } from './client-address.js';
import { SetupError } from './setup-error.js';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What the variables around the process say. */
export interface Environment {
  /** Where people reach the server, such as `https://pegel.example`; with https, cookies are sent over https alone. */
  readonly publicUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** When sessions of browsers end by themselves, where that is said. */
  readonly browserSessions: Partial<SessionTime>;
  /** Proxies that are believed when they say where a request came from. */
  readonly trustedProxies: TrustedProxies | null;
}

/** A whole number between two, as a text. */
const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d{1,6}$/, { error: `must be a whole number from ${min} to ${max}` }).transform(Number).refine((value) => value >= min && value <= max, { error: `must be a whole number from ${min} to ${max}` });

const schema = z.object({
  PEGEL_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://pegel.example' }).optional(),
  PEGEL_TRUSTED_PROXIES: z
    .string()
    .transform((list, context) => {
      try {
        return trustedProxiesIn(list);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    })
    .optional(),
  PEGEL_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  // Use is written down to the minute, so that less than a few would end sessions that are in use.
  PEGEL_SESSION_IDLE_MINUTES: wholeNumber(5, 1_440).optional(),
  PEGEL_SESSION_HOURS: wholeNumber(1, 720).optional(),
});

/** The only reader of `process.env` in this package. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new SetupError(2, parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
  }
  const { PEGEL_PUBLIC_URL: publicUrl, PEGEL_LOG_LEVEL: logLevel, PEGEL_TRUSTED_PROXIES: trustedProxies = null, PEGEL_SESSION_IDLE_MINUTES: idleMinutes, PEGEL_SESSION_HOURS: hours } = parsed.data;
  return {
    publicUrl,
    logLevel,
    trustedProxies,
    browserSessions: {
      ...(idleMinutes === undefined ? {} : { idleMilliseconds: idleMinutes * 60_000 }),
      ...(hours === undefined ? {} : { wholeMilliseconds: hours * 3_600_000 }),
    },
  };
}
