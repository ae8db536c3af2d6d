import { addDays, lengthInDays, metricOf, type Report } from '@pegel/domain';
import type { Locale } from './locale.js';
import { overviewHeadline } from './panels.js';
import { nothingText } from './plotted.js';
import { sentence } from './sentence.js';
import { whenOf } from './table.js';

const { active: activeName, seats: seatsName, cost: costName } = overviewHeadline;
const unitOf = { active: metricOf(activeName).unit, seats: metricOf(seatsName).unit, cost: metricOf(costName).unit };

/** How the assistant is used, in a sentence; null where there is nothing to say. */
export function usageSentence(report: Report, comparesWeeks: boolean, locale: Locale): string | null {
  const { words, format } = locale;
  const row = report.rows.at(-1);
  const active = row?.values[activeName] ?? null;
  if (report.contract.completeThrough === null) return (report.contract.sources.length === 0 ? words.headline.first : words.headline.firstDay)(words.state.at(format.day(addDays(report.contract.today, 1)), '00:00'));
  if (row?.reasons[activeName] === 'hidden') return sentence(words.notAvailable(words.reasons.hidden));
  if (row === undefined || active === null) return knowsNothing(report) ? nothingText(report, locale) : null;
  const seats = row.values[seatsName] ?? null;
  const isRecent = row.to >= addDays(report.contract.today, -7);
  const when = isRecent ? words.headline.thisWeek : words.headline.sevenDaysTo(format.day(row.to));
  const people = { count: Number(active), text: format.value(unitOf.active, active) };
  const places = seats === null ? null : { count: Number(seats), text: format.value(unitOf.seats, seats) };
  const use =
    places === null || places.count === 0
      ? words.headline.usedWithoutSeats(people, when)
      : people.count > places.count
        ? words.headline.usedBeyondSeats(people, places, when)
        : words.headline.used(people, places, when);
  const change = row.compared?.[activeName]?.change;
  if (!comparesWeeks || change === undefined || change.kind === 'unavailable') return sentence(use);
  if (change.kind === 'same') return sentence(`${use}${words.headline.asMany}`);
  const size = format.size(unitOf.active, change.step);
  return sentence(`${use}${Number(change.step) > 0 ? words.headline.more(size) : words.headline.fewer(size)}`);
}

/** What it costs, in a sentence; null where there is nothing to say. */
export function spendSentence(report: Report, locale: Locale): string | null {
  const { words, format } = locale;
  const row = report.rows.at(-1);
  const cost = row?.values[costName] ?? null;
  if (row === undefined || cost === null) return null;
  const isThisMonth = row.to.slice(0, 7) === report.contract.today.slice(0, 7);
  const said = words.headline.spend(format.value(unitOf.cost, cost), isThisMonth ? words.headline.thisMonth : words.headline.inPeriod(whenOf(row, locale)));
  const compared = row.compared?.[costName];
  if (compared === undefined || compared.change.kind === 'unavailable') return sentence(said);
  const startsMonth = compared.from.endsWith('-01') && compared.from.slice(0, 7) === compared.to.slice(0, 7);
  const base = startsMonth ? words.headline.firstDays(lengthInDays(compared), format.month(compared.from)) : words.headline.basePeriod(whenOf(compared, locale));
  const { change } = compared;
  switch (change.kind) {
    case 'same':
      return sentence(`${said}${words.headline.sameSpend(base)}`);
    case 'percent': {
      const share = format.percent(Math.abs(change.percent));
      return sentence(`${said}${change.percent > 0 ? words.headline.above(share, base) : words.headline.below(share, base)}`);
    }
    case 'factor':
    case 'from':
    case 'points': {
      const size = format.size(unitOf.cost, change.step);
      return sentence(`${said}${Number(change.step) > 0 ? words.headline.moreSpend(size, base) : words.headline.lessSpend(size, base)}`);
    }
  }
}

const knowsNothing = (report: Report): boolean => report.rows.every(({ values }) => Object.values(values).every((value) => value === null));
