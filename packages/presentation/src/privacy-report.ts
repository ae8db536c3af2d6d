import {
  happenings, lastNamesChange, metricOf, permissions, privacySettingNames, roles,
  type Dimension, type DocumentBlock, type DocumentSection, type DocumentTable, type Language, type NameChoice, type PrivacyFacts, type RoleName, type TextDocument, type ToldChange,
} from '@pegel/domain';
import { localeOf, type Locale } from './locale.js';
import { safeName } from './names.js';
import { arrivingBlocks, keptTable } from './privacy-fields.js';
import { reportedPanels } from './privacy-configuration.js';
import { settingText } from './settings.js';
import { settingsWordsIn } from './settings-words.js';
import { tablePages } from './panels.js';
import { privacyDe } from './words-privacy-de.js';
import { privacyEn } from './words-privacy-en.js';
import { namesWordsIn } from './words-names.js';

const dictionaries: Readonly<Record<Language, typeof privacyEn>> = { en: privacyEn, de: privacyDe };

/** What the report is written with. */
interface Writing {
  readonly facts: PrivacyFacts;
  readonly locale: Locale;
  readonly words: typeof privacyEn;
}

const text = (said: string): DocumentBlock => ({ kind: 'text', text: said });
const list = (items: readonly string[]): DocumentBlock => ({ kind: 'list', items });
const table = (made: DocumentTable): DocumentBlock => ({ kind: 'table', table: made });
const start = 'start' as const;

type SectionId = keyof typeof privacyEn.sections;

/** In the order in which they are read. */
const sections: Readonly<Record<SectionId, (writing: Writing) => readonly DocumentBlock[]>> = {
  about: ({ facts, words }) => [...words.intro.map(text), ...(facts.configuration.organisation.demo ? [text(words.demo)] : [])],
  glance,
  collected: ({ facts, locale, words }) => arrivingBlocks(facts.configuration.arriving, locale.language, words),
  never: ({ words }) => [list(words.never)],
  purposes: ({ facts, words }) => {
    const { names: choice, purposes } = facts.configuration.settings;
    return [
      ...(choice === 'off' ? [text(words.purposes.off)] : []),
      ...(purposes.length === 0 ? [text(words.purposes.none)] : [text(words.purposes.before), list(purposes.map(safeName)), text(words.purposes.after)]),
    ];
  },
  readers,
  names,
  groups,
  unmasking: ({ facts, words }) => {
    const { settings: { names: choice }, limits } = facts.configuration;
    const { requested, approved, refused } = facts.unmaskings;
    return [
      text(words.unmasking.before),
      ...(choice === 'full' || choice === 'off' ? [text(words.unmasking.off[choice])] : []),
      list(words.unmasking.rules({ hours: limits.unmaskingHours, people: limits.unmaskingPeople, tell: limits.unmaskingTellAfterDays, undecided: limits.unmaskingUndecidedDays })),
      text(words.unmasking.counts(requested, approved, refused)),
    ];
  },
  retention: ({ facts, words }) => {
    const { settings: { names: choice, retentionDays }, limits } = facts.configuration;
    const { none, noneOff, set, bounds, events, erasure, sealed, backups, journal } = words.retention;
    return [
      text(`${retentionDays !== null ? set(retentionDays) : choice === 'off' ? noneOff : none} ${bounds(limits.retentionDaysMin, limits.retentionDaysMax)}`),
      ...[events, erasure, sealed, backups, journal].map(text),
    ];
  },
  told: ({ facts, locale, words }) => [
    list(words.told.rules),
    text(words.told.before),
    table({
      caption: words.told.caption,
      columns: [{ label: words.told.happening, align: start }, { label: words.told.name, align: start, isCode: true }],
      rows: facts.configuration.journalled.map((name) => [happenings[name][locale.language], name]),
    }),
  ],
  reports,
  exports: ({ facts, words }) => [
    text(words.exports.before),
    table({
      caption: words.exports.caption,
      columns: [{ label: words.exports.operation, align: start, isCode: true }, { label: words.exports.what, align: start, isProse: true }],
      rows: facts.configuration.exports.map((name) => [name, words.exports.names[name]]),
    }),
    text(words.exports.after),
  ],
  changes,
  accounts: ({ facts, locale, words }) => [text(words.accounts.before), table(keptTable(facts.configuration.kept, locale.language, words))],
  proof: ({ facts, locale, words }) => [
    text(words.proof.version(facts.version)),
    text(words.proof.hash(facts.hash)),
    text(words.proof.says),
    text(words.proof.check),
    table({
      caption: words.proof.settings,
      columns: [{ label: words.proof.setting, align: start }, { label: words.proof.value, align: start, isProse: true }],
      rows: privacySettingNames.map((name) => [settingsWordsIn(locale.language).names[name], safeName(settingText(facts.configuration.settings, name, locale))]),
    }),
  ],
};

const sectionIds = Object.keys(sections) as SectionId[]; // Object.keys forgets the literal keys.

/** The privacy report of an organisation: what is kept, who sees it, what protects people, and what was changed. */
export function privacyReport(facts: PrivacyFacts, language: Language): TextDocument {
  const words = dictionaries[language];
  const writing: Writing = { facts, words, locale: localeOf(language, { currency: 'USD', today: null }) };
  return {
    title: words.title(safeName(facts.organisation.name)),
    about: words.about(facts.version, writing.locale.format.moment(facts.at, facts.organisation.timeZone), facts.organisation.timeZone),
    sections: sectionIds.map((id): DocumentSection => ({ id, title: words.sections[id], blocks: sections[id](writing) })),
  };
}

const choiceName = (choice: NameChoice, { language }: Locale): string => namesWordsIn(language).choices[choice].label;

function glance({ facts, locale, words }: Writing): readonly DocumentBlock[] {
  const { settings: { names: choice, groupSize, purposes, retentionDays } } = facts.configuration;
  const said = words.glance;
  return [
    list([
      said.never,
      said.names(choiceName(choice, locale)),
      choice === 'off' ? said.nobodyReads : said.readers(membersSeeingPeople(facts), facts.readers.tokens.people),
      choice === 'full' ? said.groupsOfOthers(groupSize) : said.groups(groupSize),
      // Of numbers that there are not, nothing is to be said.
      ...(choice === 'off' ? [] : [retentionDays === null ? said.keepsAll : said.keeps(retentionDays), purposes.length === 0 ? said.noPurposes : said.purposes(purposes.length), said.journal]),
    ]),
  ];
}

/** How many members may see numbers by person, by their role or because an owner has granted it. */
const membersSeeingPeople = ({ readers: { members }, configuration }: PrivacyFacts): number =>
  members.reduce((sum, { role, count, grants }) => {
    const byRole = configuration.roles.some((known) => known.role === role && known.permissions.includes('view:people'));
    return sum + (byRole ? count : (grants['view:people'] ?? 0));
  }, 0);

function readers({ facts, locale, words }: Writing): readonly DocumentBlock[] {
  const { language } = locale;
  const countOf = (role: RoleName): number => facts.readers.members.find((known) => known.role === role)?.count ?? 0;
  const granted = facts.readers.members.flatMap(({ role, grants }) => Object.entries(grants).map(([permission, count]) => words.readers.grant(roles[role].label, count, permissions[permission as keyof typeof grants][language]))); // Object.entries forgets the literal keys.
  return [
    text(words.readers.before),
    table({
      caption: words.readers.caption,
      columns: [{ label: words.readers.role, align: start }, { label: words.readers.members, align: start }, { label: words.readers.may, align: start, isProse: true }],
      rows: facts.configuration.roles.map(({ role, permissions: may }) => [
        roles[role].label, words.readers.membersOf(countOf(role)), may.length === 0 ? words.readers.nothing : may.map((permission) => permissions[permission][language]).join('; '),
      ]),
    }),
    ...(granted.length === 0 ? [text(words.readers.noGrants)] : [text(`${words.readers.grants}:`), list(granted)]),
    text(words.readers.tokens(facts.readers.tokens.count, facts.readers.tokens.people)),
    text(words.readers.keys(facts.readers.ingestKeys)),
    text(words.readers.operator),
  ];
}

function names({ facts, locale, words }: Writing): readonly DocumentBlock[] {
  const { settings } = facts.configuration;
  const said = words.names;
  const change = lastNamesChange(facts);
  const all = Object.keys(said.choices) as NameChoice[]; // Object.keys forgets the literal keys.
  return [
    text(`${said.now} ${choiceName(settings.names, locale)}. ${said.choices[settings.names]}`),
    ...(change === null
      ? [text(said.notChanged)]
      : [
          text(said.changed(locale.format.moment(change.at, facts.organisation.timeZone), whoChanged(change, words), settingText(change.was, 'names', locale))),
          text(change.reason === null ? said.reasonHidden : said.reason(safeName(change.reason))),
        ]),
    table({
      caption: said.caption,
      columns: [{ label: said.choice, align: start }, { label: said.says, align: start, isProse: true }],
      rows: all.map((choice) => [choiceName(choice, locale), said.choices[choice]]),
    }),
    text(said.rule),
  ];
}

/** By role; where it may be said, by address. */
const whoChanged = ({ role, by }: ToldChange, words: typeof privacyEn): string => {
  const kind = role === null ? words.changes.gone : roles[role].label;
  return by === null ? kind : `${safeName(by)} (${kind})`;
};

function groups({ facts, words }: Writing): readonly DocumentBlock[] {
  const { settings: { names: choice, groupSize }, limits } = facts.configuration;
  const said = words.groups;
  return [
    ...(choice === 'full' ? [text(said.full(groupSize))] : []),
    text(said.before(groupSize)),
    list(said.rules(groupSize)),
    text(said.exempt),
    text(said.limits),
    text(said.bounds(limits.groupSizeMin, limits.groupSizeMax)),
  ];
}

function reports({ facts, locale, words }: Writing): readonly DocumentBlock[] {
  const { language } = locale;
  const { settings, metrics, panels, organisation } = facts.configuration;
  const said = words.reports;
  const { dimensions, nav } = locale.words;
  const arePeopleShown = settings.names !== 'off';
  const splitsOf = (splits: readonly Dimension[]): string => locale.format.list(splits.filter((split) => split !== 'person' || arePeopleShown).map((split) => dimensions[split]));
  const notByPerson = metrics.filter(({ splits }) => !splits.includes('person')).map(({ name }) => metricOf(name).label[language]);
  const pages = [...new Set(panels.map(({ page }) => page))];
  const pageTitle = (id: string): string => tablePages.find((page) => page.id === id)?.title[language] ?? nav.overview;
  const titleOf = (page: string, id: string): string => reportedPanels.find((panel) => panel.page === page && panel.id === id)?.title[language] ?? id;
  const panelsOf = (page: string): string => panels
    .filter((panel) => panel.page === page && (panel.split !== 'person' || arePeopleShown))
    .map(({ id, split }) => `${titleOf(page, id)}${split === null ? '' : ` (${said.by(dimensions[split])})`}`)
    .join('; ');
  return [
    text(said.before(metrics.length)),
    text(arePeopleShown ? said.personOn(locale.format.list(notByPerson)) : said.personOff),
    ...(organisation.extraUsage ? [] : [text(said.noSpend)]),
    table({
      caption: said.metrics,
      columns: [{ label: said.metric, align: start }, { label: said.counts, align: start, isProse: true }, { label: said.splittable, align: start, isProse: true }],
      rows: metrics.map(({ name, version, splits }) => [`${metricOf(name).label[language]} (v${version})`, metricOf(name).counts[language], splitsOf(splits) || said.none]),
    }),
    text(said.panelsBefore),
    table({
      caption: said.panels,
      columns: [{ label: said.page, align: start }, { label: said.panel, align: start, isProse: true }],
      rows: pages.map((page) => [pageTitle(page), panelsOf(page)]),
    }),
    text(said.splits),
  ];
}

function changes({ facts, locale, words }: Writing): readonly DocumentBlock[] {
  const { changes: told, organisation: { timeZone } } = facts;
  const said = words.changes;
  if (told.length === 0) return [text(said.none)];
  const hasReasons = told.some(({ reason }) => reason !== null);
  const prose = (label: string) => ({ label, align: start, isProse: true });
  return [
    text(said.before),
    ...(hasReasons ? [] : [text(said.withoutNames)]),
    table({
      caption: said.caption,
      columns: [{ label: said.when, align: start }, { label: said.who, align: start }, { label: said.setting, align: start }, prose(said.was), prose(said.became), ...(hasReasons ? [prose(said.why)] : [])],
      rows: told.flatMap((change) =>
        privacySettingNames.filter((name) => change.became[name] !== undefined).map((name) => [
          locale.format.moment(change.at, timeZone), whoChanged(change, words), settingsWordsIn(locale.language).names[name],
          safeName(settingText(change.was, name, locale)), safeName(settingText(change.became, name, locale)), ...(hasReasons ? [safeName(change.reason ?? '')] : []),
        ])),
    }),
  ];
}
