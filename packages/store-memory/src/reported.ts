import { compareText, isReported, isSameQuestion, type ReportedAnswer, type ReportedQuestion } from '@pegel/domain';
import type { Ledger } from './ledger.js';
import { viewOf } from './read.js';

/** The numbers that others counted of exactly what is asked; of several the last by source and id. */
export function reportedAnswers(ledger: Ledger, question: ReportedQuestion): ReportedAnswer[] {
  const view = viewOf(ledger, question);
  const found = new Map<string, ReportedAnswer>();
  const inOrder = ledger.facts().toSorted((a, b) => compareText(a.source, b.source) || compareText(a.event.id, b.event.id));
  for (const { source, event } of inOrder) {
    if (!isReported(event) || !question.metrics.includes(event.metric)) continue;
    const person = event.person.kind === 'nobody' ? null : (view.keys({ source, event, person: event.person, day: event.from }, 'person')[0] ?? null);
    const said = isSameQuestion(event.dimensions, person, question);
    if (said === null) continue;
    for (const [period, { from, to }] of question.periods.entries()) {
      if (from === event.from && to === event.to) found.set(`${event.metric} ${period} ${said.key ?? ''}`, { metric: event.metric, period, ...said, value: event.value });
    }
  }
  return [...found.values()];
}
