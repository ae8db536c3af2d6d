import type { Language } from '@pegel/domain';
import { failureDe } from './words-failure-de.js';
import { failureEn } from './words-failure-en.js';

const words: Record<Language, typeof failureEn> = { en: failureEn, de: failureDe };

export const failureWordsIn = (language: Language): typeof failureEn => words[language];

/** What is known of a call that failed: the client's own facts, and where somebody saw it. */
export interface FailedCall {
  /** What failed, by the name that it has on the page. */
  readonly panel: string;
  readonly message: string;
  /** For programs; null where nobody answered. */
  readonly code: string | null;
  readonly status: number | null;
  /** Under which the server's log has it; null where nobody answered. */
  readonly requestId: string | null;
  readonly address: string;
  readonly at: string;
}

/** What somebody sends to whoever runs the server: all that is needed to find it there, and no number of anybody. */
export function failureText({ panel, message, code, status, requestId, address, at }: FailedCall, language: Language): string {
  const said = words[language];
  const codes = [code, status === null ? null : `HTTP ${status}`].filter((part) => part !== null).join(', ');
  const lines: readonly (readonly [string, string | null])[] = [[said.code, codes === '' ? null : codes], [said.request, requestId], [said.address, address], [said.time, at]];
  return [said.failed(panel), message, ...lines.flatMap(([label, text]) => (text === null ? [] : [`${label}: ${text}`]))].join('\n');
}
