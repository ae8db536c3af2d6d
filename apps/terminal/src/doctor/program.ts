import type { Language } from '@pegel/domain';
import type { World } from '../world.js';
import { findingsOf, type Finding } from './finding.js';
import { doctorWords } from './words.js';

const { ok, problem } = findingsOf('program');

/** As `engines` in package.json says. */
export const nodeAtLeast = '20.19';

/** What runs Pegel here. */
export function lookAtProgram({ version, versions }: World, language: Language): Finding[] {
  const words = doctorWords[language];
  const says = words.program(version, versions.node, versions.timeZoneData);
  return [isAtLeast(versions.node, nodeAtLeast) ? ok('versions', says) : problem('versions', says, words.oldNodeAdvice(nodeAtLeast))];
}

function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
