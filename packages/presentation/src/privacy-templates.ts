import type { DocumentBlock, DocumentSection, Language, PrivacyFacts, TextDocument } from '@pegel/domain';
import { formatIn } from './format.js';
import { safeName } from './names.js';
import { privacyReport } from './privacy-report.js';
import { templatesDe } from './words-privacy-templates-de.js';
import { templatesEn } from './words-privacy-templates-en.js';

const dictionaries: Readonly<Record<Language, typeof templatesEn>> = { en: templatesEn, de: templatesDe };

/** The record of processing activities (Art. 30 GDPR), and the impact assessment (Art. 35). */
export const templateNames = ['record', 'assessment'] as const;
export type TemplateName = (typeof templateNames)[number];

const text = (said: string): DocumentBlock => ({ kind: 'text', text: said });
const list = (items: readonly string[]): DocumentBlock => ({ kind: 'list', items });

/** One of them, with what a privacy report says filled in; without one, with blanks in its place. */
export function privacyTemplate(name: TemplateName, facts: PrivacyFacts | null, language: Language): TextDocument {
  const words = dictionaries[language];
  const report = facts === null ? null : privacyReport(facts, language);
  const reported = (id: string): readonly DocumentBlock[] => report?.sections.find((section) => section.id === id)?.blocks ?? [];
  const filling: Filling = { words, reported, purposes: facts?.configuration.settings.purposes ?? [], isFilled: facts !== null };
  return {
    title: words[name].title,
    about: `${words.about} ${facts === null ? words.notFilled : words.filled(safeName(facts.organisation.name), formatIn(language, { currency: 'USD', today: null }).dateOf(facts.at, facts.organisation.timeZone), facts.version, facts.hash)}`,
    sections: name === 'record' ? recordSections(filling) : assessmentSections(filling),
  };
}

interface Filling {
  readonly words: typeof templatesEn;
  readonly purposes: readonly string[];
  readonly isFilled: boolean;
  /** What the report has in one of its sections; nothing where there is no report. */
  reported(id: string): readonly DocumentBlock[];
}

const sectionsOf = <Id extends string>(titles: Readonly<Record<Id, string>>, blocks: Readonly<Record<Id, readonly DocumentBlock[]>>): readonly DocumentSection[] =>
  (Object.keys(titles) as Id[]).map((id) => ({ id, title: titles[id], blocks: blocks[id] })); // Object.keys forgets the literal keys.

function recordSections({ words, purposes, isFilled, reported }: Filling): readonly DocumentSection[] {
  const said = words.record;
  return sectionsOf(said.titles, {
    controller: [list(said.controller)],
    name: [text(said.name)],
    purposes: [text(said.purposes), ...(purposes.length === 0 ? [] : [text(said.purposesOf), list(purposes.map(safeName))])],
    basis: [text(said.basis)],
    subjects: [list(said.subjects)],
    data: [list(said.data), text(words.report)],
    recipients: [...(isFilled ? reported('readers') : [text(said.recipients)]), list(said.recipientsMore)],
    transfers: [text(said.transfers)],
    periods: [...(isFilled ? reported('retention') : [text(said.periods)]), list(said.periodsMore)],
    measures: [list(said.measures)],
    state: [list(said.state)],
  });
}

function assessmentSections({ words, isFilled, reported }: Filling): readonly DocumentSection[] {
  const said = words.assessment;
  const { risk, does, left, yours } = said.columns;
  const now = isFilled ? [text(said.now), ...reported('glance'), ...reported('purposes'), ...reported('readers'), ...reported('names'), ...reported('groups'), ...reported('retention')] : [text(said.nowBlank)];
  return sectionsOf(said.titles, {
    need: said.need.map(text),
    description: [...said.description.map(text), ...now, text(words.report)],
    necessity: said.necessity.map(text),
    risks: [{
      kind: 'table',
      table: {
        caption: said.caption,
        columns: [risk, does, left, yours].map((label) => ({ label, align: 'start', isProse: true })),
        rows: said.risks.map((cells) => [...cells, said.rate]),
      },
    }],
    views: [list(said.views)],
    result: [list(said.result)],
    state: [list(said.state)],
  });
}
