import { resolve } from 'node:path';
import { isPrivate, type OidcOptions, type SessionTime } from '@pegel/accounts';
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
  /** The identity provider that people may sign in through. */
  readonly oidc: OidcOptions | null;
  /** Proxies that are believed when they say where a request came from. */
  readonly trustedProxies: TrustedProxies | null;
  /** How much memory columns of facts may take, where that is said. */
  readonly cubeBytes: number | undefined;
}

/** A whole number between two, as a text. */
const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d{1,6}$/, { error: `must be a whole number from ${min} to ${max}` }).transform(Number).refine((value) => value >= min && value <= max, { error: `must be a whole number from ${min} to ${max}` });

const schema = z.object({
  PEGEL_PUBLIC_URL: z.string().refine(isOrigin, { error: 'must be an address such as https://pegel.example, without a path' }).optional(),
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
  PEGEL_OIDC_ISSUER: z.string().refine((issuer) => isPrivate(issuer) && !/[?#]/.test(issuer), { error: 'must be the address of an issuer with https, such as https://login.example/realms/staff' }).optional(),
  PEGEL_OIDC_CLIENT_ID: z.string().optional(),
  PEGEL_OIDC_CLIENT_SECRET: z.string().optional(),
  PEGEL_OIDC_NAME: z.string().trim().min(1, { error: 'must say what the button is called' }).max(60, { error: 'may have at most 60 characters' }).optional(),
  PEGEL_OIDC_TRUST_EMAIL: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  PEGEL_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  // Use is written down to the minute, so that less than a few would end sessions that are in use.
  PEGEL_SESSION_IDLE_MINUTES: wholeNumber(5, 1_440).optional(),
  PEGEL_SESSION_HOURS: wholeNumber(1, 720).optional(),
  PEGEL_COLUMNS_MEBIBYTES: wholeNumber(0, 999_999).optional(),
});

/** Cookies, pages and files are at the top of a host, and so is the server. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) && address.replace(/\/$/, '').toLowerCase() === url.origin;
}

/** With `identityKeyFile` the only reader of `process.env` in this package. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new SetupError(2, parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
  }
  const { PEGEL_PUBLIC_URL: publicUrl, PEGEL_LOG_LEVEL: logLevel, PEGEL_TRUSTED_PROXIES: trustedProxies = null, PEGEL_SESSION_IDLE_MINUTES: idleMinutes, PEGEL_SESSION_HOURS: hours, PEGEL_COLUMNS_MEBIBYTES: mebibytes } = parsed.data;
  return {
    publicUrl,
    logLevel,
    trustedProxies,
    cubeBytes: mebibytes === undefined ? undefined : mebibytes * 2 ** 20,
    oidc: oidcIn(parsed.data),
    browserSessions: {
      ...(idleMinutes === undefined ? {} : { idleMilliseconds: idleMinutes * 60_000 }),
      ...(hours === undefined ? {} : { wholeMilliseconds: hours * 3_600_000 }),
    },
  };
}

/** Where the key of the names lies, for whatever opens a data folder; undefined where it lies in the folder. */
export function identityKeyFile(variables: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const file = variables.PEGEL_IDENTITY_KEY_FILE;
  return file === undefined || file === '' ? undefined : resolve(file);
}

/** A provider is named whole, or not at all. */
function oidcIn(data: z.infer<typeof schema>): OidcOptions | null {
  const { PEGEL_OIDC_ISSUER: issuer, PEGEL_OIDC_CLIENT_ID: clientId, PEGEL_OIDC_CLIENT_SECRET: clientSecret, PEGEL_PUBLIC_URL: publicUrl } = data;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new SetupError(2, {
      en: 'Signing in through an identity provider takes PEGEL_OIDC_ISSUER, PEGEL_OIDC_CLIENT_ID and PEGEL_OIDC_CLIENT_SECRET; set all three, or none.',
      de: 'Die Anmeldung über einen Identitätsanbieter braucht PEGEL_OIDC_ISSUER, PEGEL_OIDC_CLIENT_ID und PEGEL_OIDC_CLIENT_SECRET; setzen Sie alle drei oder keine.',
    });
  }
  if (publicUrl === undefined) {
    throw new SetupError(2, { en: 'With PEGEL_OIDC_ISSUER, PEGEL_PUBLIC_URL must be set too: the provider sends people back there.', de: 'Mit PEGEL_OIDC_ISSUER muss auch PEGEL_PUBLIC_URL gesetzt sein: Dorthin schickt der Anbieter Personen zurück.' });
  }
  return { issuer, clientId, clientSecret, name: data.PEGEL_OIDC_NAME ?? new URL(issuer).host, trustEmail: data.PEGEL_OIDC_TRUST_EMAIL === 'true' };
}
