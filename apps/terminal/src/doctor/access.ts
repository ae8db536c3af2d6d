import { createPegelClient, failureOf, type ReaderView } from '@pegel/client';
import { dayNumber, metricNames, permissions, roles, staleIn, tokenFormOf, tokenPrefix, type Language, type Permission, type ReportContract, type TokenKind } from '@pegel/domain';
import { formatIn } from '@pegel/presentation';
import { ageText } from '../freshness.js';
import { failureFrom } from '../reader.js';
import { sentences } from '../words.js';
import { findingsOf, type Finding } from './finding.js';
import { doctorWords } from './words.js';

const access = findingsOf('access');
const data = findingsOf('data');

export interface Keys {
  readonly token: string | undefined;
  readonly ingestKey: string | undefined;
  readonly organisation: string | undefined;
}

/** What the keys are and open. The ingest key is looked at, never sent; of no key more than its first letters is said. */
export async function lookAtAccess(url: string, reachable: boolean, keys: Keys, language: Language): Promise<Finding[]> {
  const words = doctorWords[language];
  const sending = keyFinding('ingest-key', keys.ingestKey, 'ingest', language);
  if (keys.token === undefined) return [access.note('token', words.noToken, words.noTokenAdvice), sending];
  const token = keyFinding('token', keys.token, 'reader', language);
  if (token.level === 'problem') return [token, sending];
  if (!reachable) return [access.note('token', words.tokenUnasked, words.tokenUnaskedAdvice), sending];

  const client = createPegelClient({ url, token: keys.token });
  const where = keys.organisation === undefined ? {} : { organisation: keys.organisation };
  try {
    const reader = await client.reader.query(where);
    const findings = [...readerFindings(reader, language), sending];
    if (!reader.permissions.includes('view:usage')) return findings;
    // Any number will do: what is asked for is what a report says of itself.
    const { contract } = await client.report.query({ ...where, metrics: metricNames.slice(0, 1), range: '7d', grain: 'total' });
    return [...findings, ...dataFindings(contract, language)];
  } catch (error) {
    const kind = failureOf(error);
    const refused = kind === 'not-signed-in' || kind === 'not-permitted';
    return [access.problem('token', failureFrom(error, { url, words: sentences[language], isKept: false }).message, refused ? words.refusedAdvice : words.failedAdvice), sending];
  }
}

/** What a key looks like, without asking anybody. */
function keyFinding(check: 'token' | 'ingest-key', key: string | undefined, wanted: TokenKind, language: Language): Finding {
  const words = doctorWords[language];
  if (key === undefined) return access.note(check, words.noIngestKey, words.noIngestKeyAdvice);
  const form = tokenFormOf(key);
  if (form !== null && form.kind !== wanted) return access.problem(check, words.wrongKind(tokenPrefix(form.kind)), words.wrongKindAdvice(tokenPrefix(wanted)));
  // Whoever signed in has a session's token, whose form is not ours to know.
  if (form === null && wanted === 'reader' && /^[!-~]+$/.test(key)) return access.ok(check, words.otherToken);
  if (form === null || !form.whole) return access.problem(check, words.brokenKey(tokenPrefix(wanted), key.length), words.brokenKeyAdvice);
  return access.ok(check, words.wholeKey(tokenPrefix(wanted)));
}

function readerFindings({ name, role, organisation, permissions: granted }: ReaderView, language: Language): Finding[] {
  const words = doctorWords[language];
  const all = Object.keys(permissions) as Permission[]; // Object.keys forgets the literal keys.
  const missing = all.filter((permission) => !granted.includes(permission)).map((permission) => permissions[permission][language]);
  return [
    access.ok('token', words.reader(name, roles[role].label, organisation.name, organisation.slug)),
    missing.length === 0 ? access.ok('permissions', words.everything) : access.note('permissions', words.missing(formatIn(language, { currency: organisation.currency, today: null }).list(missing)), words.missingAdvice),
  ];
}

function dataFindings(contract: ReportContract, language: Language): Finding[] {
  const words = doctorWords[language];
  const now = Date.now();
  const stale = staleIn(contract, now);
  const { completeThrough, sources, today } = contract;
  const late = stale.find((one) => one.kind === 'complete-day');
  const day =
    completeThrough === null ? data.note('complete-day', words.nothingComplete, words.nothingCompleteAdvice)
    : late === undefined ? data.ok('complete-day', words.completeDay(completeThrough))
    : data.note('complete-day', words.oldCompleteDay(completeThrough, ageText(late.age)), words.oldDataAdvice);
  if (sources.length === 0) return [day, data.note('sources', words.noSources, words.noSourcesAdvice)];
  return [
    day,
    ...sources.map((source) => {
      const check = `source:${source.name}`;
      if (source.kind === 'import') return data.ok(check, words.importedSource(source.name, source.lastDay, dayNumber(today) - dayNumber(source.lastDay)));
      const says = words.liveSource(source.name, ageText(now - Date.parse(source.lastDeliveryAt)));
      return stale.some((one) => one.kind === 'source' && one.name === source.name) ? data.note(check, says, words.silentSourceAdvice) : data.ok(check, says);
    }),
  ];
}
