import { createHash } from 'node:crypto';
import { keptColumns, organisationsIn, privacyReader } from '@pegel/accounts';
import { canonicalJson, privacyFacts, readerWithRole, type Instant, type Language, type PrivacyConfiguration, type PrivacyReportView, type PrivacyStore, type Reader } from '@pegel/domain';
import { arrivingFields } from '@pegel/domain/schema';
import { privacyConfiguration, privacyReport } from '@pegel/presentation';
import { readAlone } from './read-alone.js';
import { SetupError } from './setup-error.js';
import { version } from './version.js';

/** The fingerprint of a configuration: the same for the same one, whoever computes it. */
export const hashOfConfiguration = (configuration: PrivacyConfiguration): string => createHash('sha256').update(canonicalJson(configuration)).digest('hex');

/** The privacy report of the organisation that somebody has entered, for them: made of the program and the settings, at this moment. */
export function privacyReportFor(reader: Reader, store: PrivacyStore, language: Language, now: Instant): PrivacyReportView {
  const configuration = privacyConfiguration(reader.organisation, { arriving: arrivingFields, kept: keptColumns });
  const facts = privacyFacts(reader, store, { configuration, hash: hashOfConfiguration(configuration), version }, now);
  return { organisation: reader.organisation.slug, facts, document: privacyReport(facts, language) };
}

export interface ReadPrivacyReportOptions {
  readonly data: string;
  /** Needed only where there are several. */
  readonly organisation?: string | undefined;
  readonly language: Language;
}

/** The privacy report of an organisation in a data folder, for whoever runs the server. */
export function readPrivacyReport({ data, organisation: wanted, language }: ReadPrivacyReportOptions): PrivacyReportView {
  return readAlone(data, (reader) => {
    const all = organisationsIn(reader);
    const slugs = all.map(({ slug }) => slug).join(', ');
    const none = { en: 'There is no organisation in this data folder yet.', de: 'In diesem Datenordner gibt es noch keine Organisation.' };
    const [organisation, another] = all.filter(({ slug }) => wanted === undefined || slug === wanted);
    if (organisation === undefined) throw new SetupError(2, all.length === 0 ? none : { en: `There is no organisation ${JSON.stringify(wanted)}; there is ${slugs}.`, de: `Eine Organisation ${JSON.stringify(wanted)} gibt es nicht; es gibt ${slugs}.` });
    if (another !== undefined) throw new SetupError(2, { en: `There are several organisations, ${slugs}: name one with --organisation.`, de: `Es gibt mehrere Organisationen, ${slugs}: Nennen Sie eine mit --organisation.` });
    return privacyReportFor(readerWithRole(organisation, 'primary-owner'), privacyReader(reader), language, Date.now());
  });
}
