import { refusalOf } from '@pegel/client';
import type { Language } from '@pegel/domain';
import { refusalText } from '@pegel/presentation';

/** Why a call failed, in words of the language where something about people was refused. */
export const sentenceOf = (error: unknown, language: Language): string => refusalText(refusalOf(error), language) ?? (error instanceof Error ? error.message : '');

/** An answer, or an error that says in the language why there is none. */
export async function inWords<T>(answer: Promise<T>, language: Language): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Error(sentenceOf(error, language), { cause: error });
  }
}
