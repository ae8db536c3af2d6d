import type { Language } from '@pegel/domain';
import { controlsWordsIn } from './controls-words.js';
import { jsonUrl } from './report-url.js';

/** A file that can be taken along, by what it is called. */
export interface OfferedFile {
  readonly label: string;
  readonly url: string;
}

/** Every form in which a CSV file of a panel can be had: as it is, for Excel in German, and as JSON, which says of itself what it is. */
export function fileForms({ label, url }: OfferedFile, language: Language): readonly OfferedFile[] {
  return [{ label, url }, { label: controlsWordsIn(language).panel.forGermanExcel(label), url: `${url}&dialect=excel-de` }, { label: label.replace('CSV', 'JSON'), url: jsonUrl(url) }];
}
