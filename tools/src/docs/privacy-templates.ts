import { languages } from '@pegel/domain';
import { documentMarkdown, privacyTemplate, templateNames, type TemplateName } from '@pegel/presentation';
import { madeBy, type Document } from './document.js';

const files: Readonly<Record<TemplateName, string>> = { record: 'record-of-processing', assessment: 'impact-assessment' };

/** The templates for data protection, empty, in every language. */
export const privacyTemplateDocuments: readonly Document[] = templateNames.flatMap((name) =>
  languages.map((language) => ({
    path: `docs/privacy/${files[name]}.${language}.md`,
    text: () => `${madeBy('`packages/presentation/src/words-privacy-templates-*.ts`')}\n\n${documentMarkdown(privacyTemplate(name, null, language))}`,
  })));
