import {
  compareText, isErasedWord, isReported, isSameQuestion, spendSaid,
  type MetricName, type Organisation, type ReportedAnswer, type ReportedEvent, type ReportedQuestion, type ReportedSpend, type ReportedSpendQuestion,
} from '@pegel/domain';
import type { Ledger } from './ledger.js';
import { viewOf } from './read.js';

/** Every number that others counted of some metrics, by source and id, with the key of the person it is about, or what is left of somebody who was erased. */
function reportedIn(ledger: Ledger, organisation: Organisation, metrics: readonly MetricName[]): { readonly event: ReportedEvent; readonly person: string | null }[] {
  const view = viewOf(ledger, { organisation, where: new Map() });
  const inOrder = ledger.facts().toSorted((a, b) => compareText(a.source, b.source) || compareText(a.event.id, b.event.id));
  return inOrder.flatMap(({ source, event }) => {
    if (!isReported(event) || !metrics.includes(event.metric)) return [];
    const handle = view.handle(source, event.person);
    if (handle !== null && isErasedWord(handle)) return [{ event, person: handle }];
    return [{ event, person: event.person.kind === 'nobody' ? null : (view.keys({ source, event, person: event.person, day: event.from }, 'person')[0] ?? null) }];
  });
}

/** The numbers that others counted of exactly what is asked; of several the last by source and id. */
export function reportedAnswers(ledger: Ledger, question: ReportedQuestion): ReportedAnswer[] {
  const found = new Map<string, ReportedAnswer>();
  for (const { event, person } of reportedIn(ledger, question.organisation, question.metrics)) {
    const said = person !== null && isErasedWord(person) ? null : isSameQuestion(event.dimensions, person, question);
    if (said === null) continue;
    for (const [period, { from, to }] of question.periods.entries()) {
      if (from === event.from && to === event.to) found.set(`${event.metric} ${period} ${said.key ?? ''}`, { metric: event.metric, period, ...said, value: event.value });
    }
  }
  return [...found.values()];
}

/** What others counted of spend over exactly one period, by person and model; of several the last by source and id. */
export function reportedSpend(ledger: Ledger, { organisation, metrics, period }: ReportedSpendQuestion): ReportedSpend[] {
  const found = new Map<string, ReportedSpend>();
  for (const { event, person } of reportedIn(ledger, organisation, metrics)) {
    const said = event.from === period.from && event.to === period.to ? spendSaid(event.metric, event.dimensions, person, event.value) : null;
    if (said !== null) found.set(JSON.stringify([said.metric, said.key, said.model]), said);
  }
  return [...found.values()];
}
