import { isIP } from 'node:net';
import type { Language } from '@pegel/domain';
import { isServerAddress } from '../reader.js';
import type { World } from '../world.js';
import { findingsOf, type Finding } from './finding.js';
import { doctorWords } from './words.js';

const { ok, note, problem } = findingsOf('server');

export interface Address {
  readonly url: string;
  /** Somebody said so; otherwise it is where a server would be by default. */
  readonly chosen: boolean;
}

const answerMilliseconds = 5_000;
const attempts = 3;
/** Below the first, nobody notices; above the second, every page is waited for. */
const latencyClasses = { fast: 50, fair: 300 } as const;
/** An answer's date has no fractions of a second, and a network takes its time. */
const skewNoticed = 3_000;
/** From here on, what is sent as now is refused as the future, and ages are nonsense. */
const skewMax = 120_000;

/** Whether a server answers, which one, how fast, and whether its clock agrees; `reachable` is false where nothing more can be asked. */
export async function lookAtServer({ url, chosen }: Address, world: World, language: Language): Promise<{ findings: Finding[]; reachable: boolean }> {
  const words = doctorWords[language];
  if (!isServerAddress(url)) return { reachable: false, findings: [problem('server', words.badAddress(url), words.badAddressAdvice)] };
  const first = await ask(`${url}/healthz`);
  if (first.kind === 'silent') {
    const finding = chosen ? problem('server', words.noServer(url, first.error), words.noServerAdvice) : note('server', words.noServerByDefault(url), words.noServerByDefaultAdvice);
    return { reachable: false, findings: [finding] };
  }
  const health = healthIn(first.body);
  if (health === null) return { reachable: false, findings: [problem('server', words.notPegel(url, first.status), words.notPegelAdvice)] };
  const times = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const again = await ask(`${url}/healthz`);
    if (again.kind === 'answer') times.push(again.took);
  }
  return {
    reachable: true,
    findings: [
      health.version === world.version ? ok('server', words.server(url, health.version)) : note('server', words.otherVersion(url, health.version, world.version), words.otherVersionAdvice),
      encryption(url, words),
      latency(median([first.took, ...times]), words),
      clock(first, words),
      zones(health.timeZoneData, world.versions.timeZoneData, words),
    ],
  };
}

interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly body: string;
  readonly took: number;
  /** How far the server's clock is before ours; null where it did not say. */
  readonly skew: number | null;
}

async function ask(url: string): Promise<Answer | { readonly kind: 'silent'; readonly error: unknown }> {
  const started = performance.now();
  const at = Date.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMilliseconds), redirect: 'manual' });
    const took = performance.now() - started;
    const said = Date.parse(response.headers.get('date') ?? '');
    // The date was cut off to a whole second, on average by half of one.
    return { kind: 'answer', status: response.status, body: await response.text(), took, skew: Number.isNaN(said) ? null : said + 500 - (at + took / 2) };
  } catch (error) {
    return { kind: 'silent', error };
  }
}

function healthIn(body: string): { readonly version: string; readonly timeZoneData: string | null } | null {
  try {
    const health: unknown = JSON.parse(body);
    if (health === null || typeof health !== 'object' || !('status' in health) || !('version' in health) || typeof health.version !== 'string') return null;
    return { version: health.version, timeZoneData: 'timeZoneData' in health && typeof health.timeZoneData === 'string' ? health.timeZoneData : null };
  } catch {
    return null;
  }
}

type Words = (typeof doctorWords)[Language];

function encryption(url: string, words: Words): Finding {
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  if (protocol === 'https:') return ok('encryption', words.encrypted);
  return isHere ? ok('encryption', words.onThisMachine) : note('encryption', words.unencrypted, words.unencryptedAdvice);
}

function latency(milliseconds: number, words: Words): Finding {
  const rounded = Math.max(1, Math.round(milliseconds));
  if (milliseconds < latencyClasses.fast) return ok('latency', words.fast(rounded));
  return milliseconds < latencyClasses.fair ? ok('latency', words.fair(rounded)) : note('latency', words.slow(rounded), words.slowAdvice);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function clock({ skew }: Answer, words: Words): Finding {
  if (skew === null) return note('clock', words.noClock, words.noClockAdvice);
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) < skewNoticed) return ok('clock', words.clock);
  const says = skew > 0 ? words.clockBehind(seconds) : words.clockAhead(seconds);
  return Math.abs(skew) < skewMax ? note('clock', says, words.clockAdvice) : problem('clock', says, words.clockAdvice);
}

function zones(theirs: string | null, ours: string | null, words: Words): Finding {
  if (theirs === null || ours === null || theirs === ours) return ok('time-zones', words.zones(theirs ?? ours ?? '?'));
  return note('time-zones', words.otherZones(theirs, ours), words.otherZonesAdvice);
}
