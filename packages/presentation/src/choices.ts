import type { Language } from '@pegel/domain';
import { localeTag } from './format.js';

/** In which assistants are billed most often. */
const usual = ['USD', 'EUR', 'GBP', 'CHF'];

/** Every currency that is one today, the usual ones first. */
export const currencyCodes = (): readonly string[] => [...usual, ...Intl.supportedValuesOf('currency').filter((code) => !usual.includes(code) && !isPast(code))];

/** "EUR – Euro" */
export const currencyName = (code: string, language: Language): string => `${code} – ${namesIn(language).of(code) ?? code}`;

const namesIn = (language: Language) => new Intl.DisplayNames(localeTag(language), { type: 'currency' });

/** Those that are no more are named with their years. */
const isPast = (code: string): boolean => /\d{4}/.test(namesIn('en').of(code) ?? '');
