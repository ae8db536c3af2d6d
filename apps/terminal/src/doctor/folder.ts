import type { DatabaseState, FolderState } from '@pegel/server';
import type { Language } from '@pegel/domain';
import { localeTag } from '@pegel/presentation';
import { findingsOf, type Finding } from './finding.js';
import { doctorWords } from './words.js';

const { ok, note, problem } = findingsOf('folder');

const gibibyte = 2 ** 30;
const inodesMin = 1_000;

/** Whether a data folder can be served and is kept well. */
export function judgeFolder(state: FolderState, language: Language): Finding[] {
  const words = doctorWords[language];
  if (state.kind === 'missing') return [problem('folder', words.folderMissing(state.path), words.folderMissingAdvice)];
  if (state.kind === 'file') return [problem('folder', words.folderIsFile(state.path), words.folderMissingAdvice)];
  if (!state.readable) return [problem('folder', words.folderUnreadable(state.path), words.folderUnreadableAdvice)];
  const findings = [
    state.writable ? ok('folder', words.folder(state.path)) : problem('folder', words.folderUnwritable(state.path), words.folderUnwritableAdvice),
    state.taken === null ? note('lock', words.lockUnknown, words.lockUnknownAdvice) : ok('lock', state.taken ? words.taken : words.free),
    state.open.length === 0 ? ok('modes', words.closed) : problem('modes', words.open(state.open.slice(0, 5), state.open.length), words.openAdvice(state.path)),
    space(state, language),
    ...(state.freeInodes === null ? [] : [state.freeInodes < inodesMin ? problem('inodes', words.inodes(state.freeInodes, language), words.inodesAdvice) : ok('inodes', words.inodes(state.freeInodes, language))]),
  ];
  if (state.database === null) return [...findings, problem('database', words.noDatabase, words.folderMissingAdvice)];
  const { bytes, walBytes, check, schema, keyProblem } = state.database;
  return [
    ...findings,
    walBytes > gibibyte ? note('database', words.database(size(bytes, language), size(walBytes, language)), words.walAdvice) : ok('database', words.database(size(bytes, language), size(walBytes, language))),
    check === 'ok' ? ok('integrity', words.intact) : problem('integrity', words.damaged(check), words.damagedAdvice),
    ...(schema === null ? [] : [schemaFinding(schema, language)]),
    ...(check === 'ok' ? [keyProblem === null ? ok('identity-key', words.identityKey) : problem('identity-key', words.noIdentityKey(keyProblem), words.noIdentityKeyAdvice)] : []),
  ];
}

function schemaFinding({ unknownSteps, missingSteps }: NonNullable<DatabaseState['schema']>, language: Language): Finding {
  const words = doctorWords[language];
  if (unknownSteps.length > 0) return problem('schema', words.newerSchema(unknownSteps), words.newerSchemaAdvice);
  return missingSteps.length > 0 ? note('schema', words.olderSchema(missingSteps), words.olderSchemaAdvice) : ok('schema', words.schema);
}

/** An upgrade backs the database up first, so it needs its size again. */
function space({ freeBytes, database }: FolderState, language: Language): Finding {
  const words = doctorWords[language];
  const says = words.space(size(freeBytes, language));
  if (freeBytes < gibibyte / 8) return problem('disk', says, words.fullAdvice);
  return freeBytes < gibibyte || freeBytes < 2 * (database?.bytes ?? 0) ? note('disk', says, words.spaceAdvice) : ok('disk', says);
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

function size(bytes: number, language: Language): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${new Intl.NumberFormat(localeTag(language), { maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1 }).format(value)} ${units[power]}`;
}
