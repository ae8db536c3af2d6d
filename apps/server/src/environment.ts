import { z } from 'zod';
import { SetupError } from './setup-error.js';

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What the variables around the process say. */
export interface Environment {
  /** Where people reach the server, such as `https://pegel.example`; with https, cookies are sent over https alone. */
  readonly publicUrl: string | undefined;
  readonly logLevel: LogLevel;
}

const schema = z.object({
  PEGEL_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://pegel.example' }).optional(),
  PEGEL_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/** The only reader of `process.env` in this package. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new SetupError(2, parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
  }
  return { publicUrl: parsed.data.PEGEL_PUBLIC_URL, logLevel: parsed.data.PEGEL_LOG_LEVEL };
}
