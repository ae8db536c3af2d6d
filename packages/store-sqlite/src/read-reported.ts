import { compareText, dayNumber, isSameQuestion, millisecondsADay, type MetricName, type ReportedAnswer, type ReportedDimensions, type ReportedQuestion } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

interface Row {
  readonly source: string;
  readonly id: string;
  readonly metric: MetricName;
  readonly at: number;
  readonly untilAt: number;
  readonly value: string;
  readonly dimensions: string;
  /** The key of the person or service it is about; null where it is about nobody in particular. */
  readonly person: string | null;
}

/** The numbers that others counted of exactly what is asked; of several the last by source and id. */
export function reportedReader(database: Database): (question: ReportedQuestion, organisation: number) => ReportedAnswer[] {
  // Who stands behind a reference is known, so what stands behind neither is a service.
  const rows = database.prepare<[{ organisation: number; metrics: string; periods: string }], Row>(
    `SELECT s.name AS source, e.id, e.metric, e.at, e.until_at AS untilAt, e.value, e.dimensions, CASE WHEN e.service IS NOT NULL THEN '@service' ELSE p.key END AS person
     FROM json_each(:metrics) m CROSS JOIN json_each(:periods) t CROSS JOIN events e INDEXED BY events_reported
       ON e.organisation = :organisation AND e.metric = m.value AND e.at = t.value ->> 0 AND e.until_at = t.value ->> 1
     JOIN sources s ON s.id = e.source LEFT JOIN person_references r ON r.id = e.reference LEFT JOIN people p ON p.id = r.person
     WHERE e.retracted = 0 AND e.type = 'reported'`,
  );
  return (question, organisation) => {
    const bounds = question.periods.map(({ from, to }) => [dayNumber(from) * millisecondsADay, (dayNumber(to) + 1) * millisecondsADay] as const);
    const periods = JSON.stringify([...new Map(bounds.map((bound) => [bound.join(), bound])).values()]);
    const found = new Map<string, ReportedAnswer>();
    const inOrder = rows.all({ organisation, metrics: JSON.stringify([...new Set(question.metrics)]), periods }).sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id));
    for (const { metric, at, untilAt, value, dimensions, person } of inOrder) {
      const said = isSameQuestion(JSON.parse(dimensions) as ReportedDimensions, person, question); // Only the appender writes them.
      if (said === null) continue;
      for (const [period, [from, until]] of bounds.entries()) {
        if (from === at && until === untilAt) found.set(`${metric} ${period} ${said.key ?? ''}`, { metric, period, ...said, value });
      }
    }
    return [...found.values()];
  };
}
