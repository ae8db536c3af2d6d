import type { Language } from '@pegel/domain';

/**
 * An amount as people type it, as a decimal: 25000, 24999.50 or 24999,50, and with groups of three as either language writes
 * them. Nothing where it is no amount, or could be one of two: "25.000" is 25 to one reader and 25,000 to another.
 */
export function amountTyped(text: string): string | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f']/g, '');
  if (/^\d{1,3}(,\d{3})+\.\d{1,2}$|^\d{1,3}(,\d{3}){2,}$/.test(bare)) return bare.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+,\d{1,2}$|^\d{1,3}(\.\d{3}){2,}$/.test(bare)) return bare.replaceAll('.', '').replace(',', '.');
  return /^\d+([.,]\d{1,2})?$/.test(bare) ? bare.replace(',', '.') : undefined;
}

const points: Readonly<Record<Language, string>> = { en: '.', de: ',' };

/** A decimal as somebody would type it in their language; nothing where there is none. */
export const amountToType = (amount: string | null, language: Language): string => amount?.replace('.', points[language]) ?? '';
