import { documentMarkdown, privacyTemplate, templateNames, type TemplateName } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes } from '../failure.js';
import { forOutput } from '../for-output.js';
import { languageFor } from '../language.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

const formats = ['md', 'json'] as const;

interface PrivacyReportOptions extends ReaderOptions {
  readonly data?: string;
  readonly template?: TemplateName;
  readonly format: (typeof formats)[number];
}

export const privacyReportCommand: CommandDeclaration = {
  name: 'privacy-report',
  group: 'data',
  does: {
    en: 'What is kept of whom, who may see it, what protects people, and what was changed: made from the program and the settings.',
    de: 'Was von wem aufbewahrt wird, wer es sehen darf, was Personen schützt und was geändert wurde: aus Programm und Einstellungen erstellt.',
  },
  details: [
    {
      en: 'It is for everybody inside, for works councils and auditors, and names nobody whose use is counted. Reasons and addresses of changes are shown to those who may see the settings. Its fingerprint is another one as soon as the configuration is.',
      de: 'Er ist für alle in der Organisation, für Betriebsräte und Prüfende, und nennt niemanden, dessen Nutzung gezählt wird. Begründungen und Adressen bei Änderungen sehen alle, die Einstellungen sehen dürfen. Seine Prüfsumme ist eine andere, sobald die Konfiguration es ist.',
    },
  ],
  options: [
    {
      flags: '--template <name>', choices: templateNames,
      says: {
        en: 'Instead of the report, a template to fill in, with what the report says in it: the record of processing activities (Art. 30 GDPR) or the impact assessment (Art. 35).',
        de: 'Statt des Berichts eine Vorlage zum Ausfüllen, in der steht, was der Bericht sagt: das Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO) oder die Folgenabschätzung (Art. 35).',
      },
    },
    { flags: '--format <format>', says: { en: 'How to print it; json has the configuration that the fingerprint is made of.', de: 'Wie er ausgegeben wird; json enthält die Konfiguration, aus der die Prüfsumme entsteht.' }, choices: formats, default: 'md' },
    { flags: '--data <folder>', says: { en: 'Read this data folder instead of asking a server.', de: 'Diesen Datenordner lesen, statt einen Server zu fragen.' } },
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  variables: ['PEGEL_IDENTITY_KEY_FILE'],
  examples: [
    { line: 'pegel privacy-report --lang de > datenschutzbericht.md', says: { en: 'In German, as a file for the works council.', de: 'Auf Deutsch, als Datei für den Betriebsrat.' } },
    { line: 'pegel privacy-report --template assessment --lang de > folgenabschaetzung.md', says: { en: 'An impact assessment in German that only lacks what the organisation alone knows.', de: 'Eine Folgenabschätzung, in der nur noch fehlt, was allein die Organisation weiß.' } },
    { line: 'pegel privacy-report --format json > report.json', says: { en: 'With the configuration, for a program that watches the fingerprint.', de: 'Mit der Konfiguration, für ein Programm, das auf die Prüfsumme achtet.' } },
  ],
  async run(world: World, { data, format, template, ...options }: PrivacyReportOptions) {
    const language = languageFor(world, options);
    const view = data === undefined ? await ask(world, options) : (await world.loadServer()).readPrivacyReport({ data, organisation: options.organisation, language });
    const document = template === undefined ? view.document : privacyTemplate(template, view.facts, language);
    world.stdout.write(forOutput(world.stdout, format === 'json' ? `${JSON.stringify({ ...view, document }, null, 2)}\n` : documentMarkdown(document)));
  },
};

async function ask(world: World, options: ReaderOptions) {
  const connection = connect(world, options);
  return asked(connection, connection.client.privacyReport.query({ language: languageFor(world, options), organisation: options.organisation }));
}
