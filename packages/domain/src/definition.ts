import { activityTypeNames, spendRevisionDays, type Column, type Constants, type Entity, type FactName } from './facts.js';
import { asksForSeats, factOf, typesOf, type Aggregate, type Measure } from './measures.js';
import { metricOf } from './metrics.js';
import { aggregatesOf, operandsOf } from './operands.js';
import { languages, type Language, type Words } from './words.js';

const both = (text: (language: Language) => string): Words => Object.fromEntries(languages.map((language) => [language, text(language)])) as Record<Language, string>; // Object.fromEntries forgets the languages.

/** How a number is computed, made from the measure that computes it, so that the two cannot differ. */
export function formulaOf(measure: Measure): Words {
  switch (measure.kind) {
    case 'ratio': {
      const operands = operandsOf(measure).map((name) => metricOf(name).label);
      return both((language) => operands.map((label) => label[language]).join(' ÷ '));
    }
    case 'sum': {
      const { column, fact, where } = measure;
      return both((language) => ({ en: `Sum of ${columns[column].en} of ${factWords[fact].all.en}`, de: `Summe ${columns[column].de} ${factWords[fact].all.de}` })[language] + constantsIn(where, language));
    }
    case 'countDistinct': {
      const { entity, fact, where } = measure;
      return both((language) => ({ en: `Number of different ${entities[entity].en} in ${factWords[fact].all.en}`, de: `Anzahl verschiedener ${entities[entity].de} in ${factWords[fact].inAll.de}` })[language] + constantsIn(where, language));
    }
    case 'trailing': {
      const of = formulaOf(measure.of);
      const seatless = measure.unseated === true ? { en: ', without those who have a seat at its end', de: ', ohne die, die an dessen Ende einen Platz haben' } : { en: '', de: '' };
      return { en: `${of.en}, over the ${measure.days} days ending with the last day${seatless.en}`, de: `${of.de}, über die ${measure.days} Tage bis zum letzten Tag${seatless.de}` };
    }
    case 'closing':
      return { en: `${levels[measure.column].en} in the directory at the end of the last day`, de: `${levels[measure.column].de} im Verzeichnis am Ende des letzten Tages` };
  }
}

/** Which days a number looks at, whatever period is asked for. */
export function windowWordsOf(measure: Measure): Words {
  switch (measure.kind) {
    case 'ratio': {
      const windows = operandsOf(measure).map((name) => ({ label: metricOf(name).label, of: windowWordsOf(metricOf(name).measure) }));
      if (new Set(windows.map(({ of }) => of.en)).size === 1) return windowWordsOf(measure.numerator.measure);
      return both((language) => windows.map(({ label, of }) => `${label[language]}: ${of[language]}`).join('; '));
    }
    case 'sum':
    case 'countDistinct':
      return { en: 'the days asked for', de: 'die gefragten Tage' };
    case 'trailing':
      return { en: `the ${measure.days} days ending with the last day asked for, rolling`, de: `die ${measure.days} Tage bis zum letzten gefragten Tag, gleitend` };
    case 'closing':
      return { en: 'the end of the last day asked for', de: 'das Ende des letzten gefragten Tages' };
  }
}

/** What can still change a number of days that are over, a sentence a cause. */
export function revisionsOf(measure: Measure): readonly Words[] {
  return [...new Set(aggregatesOf(measure).flatMap((aggregate) => [
    revisions[factOf(aggregate)],
    ...(asksForSeats(aggregate) ? [revisions.directory] : []),
    ...(countsPeople(aggregate) ? [linkedPeople] : []),
  ]))];
}

const countsPeople = (aggregate: Aggregate): boolean =>
  aggregate.kind === 'trailing' ? countsPeople(aggregate.of) : aggregate.kind === 'countDistinct' && aggregate.entity === 'person';

const revisions: Readonly<Record<FactName, Words>> = {
  activity: { en: 'A source delivers late, corrects an event or takes one back.', de: 'Eine Quelle liefert verspätet, berichtigt ein Ereignis oder nimmt eines zurück.' },
  spend: {
    en: `Vendors revise what they charged for up to ${spendRevisionDays} days, and a line of a better basis replaces a weaker one.`,
    de: `Anbieter berichtigen ihre Abrechnung bis zu ${spendRevisionDays} Tage lang, und eine Zeile besserer Grundlage ersetzt eine schwächere.`,
  },
  directory: { en: 'A directory snapshot of that day or an earlier one arrives or is sent again.', de: 'Ein Verzeichnisstand dieses oder eines früheren Tages trifft ein oder wird erneut gesendet.' },
};
const linkedPeople: Words = { en: 'Two names turn out to be one person.', de: 'Zwei Namen erweisen sich als eine Person.' };

const columns: Readonly<Record<Column<FactName>, Words>> = {
  count: { en: 'the counts', de: 'der Anzahlen' },
  amount: { en: 'the net amounts', de: 'der Nettobeträge' },
  listAmount: { en: 'the list amounts', de: 'der Beträge zu Listenpreisen' },
  credits: { en: 'the credits', de: 'der Gutschriften' },
  requests: { en: 'the requests', de: 'der Anfragen' },
  inputTokens: { en: 'the input tokens', de: 'der Eingabe-Token' },
  outputTokens: { en: 'the output tokens', de: 'der Ausgabe-Token' },
  cacheReadTokens: { en: 'the cache read tokens', de: 'der aus dem Cache gelesenen Token' },
  cacheWriteTokens: { en: 'the cache write tokens', de: 'der in den Cache geschriebenen Token' },
  seats: { en: 'the seats', de: 'der Plätze' },
  pendingInvites: { en: 'the pending invites', de: 'der ausstehenden Einladungen' },
};

const levels: Readonly<Record<Column<'directory'>, Words>> = {
  seats: { en: 'Seats of active people', de: 'Plätze aktiver Personen' },
  pendingInvites: { en: 'Pending invites', de: 'Ausstehende Einladungen' },
};

const entities: Readonly<Record<Entity<'activity'>, Words>> = {
  person: { en: 'people', de: 'Personen' },
  chat: { en: 'chats', de: 'Chats' },
  project: { en: 'projects', de: 'Projekte' },
  artifact: { en: 'artifacts', de: 'Artefakte' },
};

/** All facts of a kind; German needs a second case. */
const factWords: Readonly<Record<FactName, { readonly all: Words; readonly inAll: Words }>> = {
  activity: { all: { en: 'all events', de: 'aller Ereignisse' }, inAll: { en: 'all events', de: 'allen Ereignissen' } },
  spend: { all: { en: 'all spend lines that count', de: 'aller Ausgabenzeilen, die zählen' }, inAll: { en: 'all spend lines that count', de: 'allen Ausgabenzeilen, die zählen' } },
  directory: { all: { en: 'all people in the directory', de: 'aller Personen im Verzeichnis' }, inAll: { en: 'all people in the directory', de: 'allen Personen im Verzeichnis' } },
};

/** What a measure holds fixed, in the names that the contract has for it. */
function constantsIn(where: Constants, language: Language): string {
  const isAnyActivity = typesOf(where).length === activityTypeNames.length;
  const parts = [
    where.type === undefined ? '' : isAnyActivity ? { en: 'any activity', de: 'jede Aktivität' }[language] : [where.type].flat().join(', '),
    where.surface === undefined ? '' : { en: `surface ${where.surface}`, de: `Oberfläche ${where.surface}` }[language],
    where.costType === undefined ? '' : `${{ en: 'cost types', de: 'Kostenarten' }[language]} ${[where.costType].flat().join(', ')}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
