import {
  compareText, dayNumber, erasedWord, isErasedWord, isSameQuestion, millisecondsADay, spendSaid, unattributed,
  type MetricName, type Period, type ReportedAnswer, type ReportedDimensions, type ReportedQuestion, type ReportedSpend, type ReportedSpendQuestion,
} from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

interface Row {
  readonly source: string;
  readonly id: string;
  readonly metric: MetricName;
  readonly at: number;
  readonly untilAt: number;
  readonly value: string;
  readonly dimensions: string;
  /** The key of the person or service it is about, or what tells somebody who was erased apart from others; null where it is about nobody in particular. */
  readonly person: string | null;
}

interface Said extends Omit<Row, 'dimensions'> {
  readonly dimensions: ReportedDimensions;
}

export interface ReportedReader {
  /** The numbers that others counted of exactly what is asked; of several the last by source and id. */
  answers(question: ReportedQuestion, organisation: number): ReportedAnswer[];
  /** What others counted of spend over exactly one period, by person and model; of several the last by source and id. */
  spend(question: ReportedSpendQuestion, organisation: number): ReportedSpend[];
}

/** A period as it stands in a row: from the first instant of the UTC day of its first date to that after its last. */
const boundOf = ({ from, to }: Period): readonly [at: number, untilAt: number] => [dayNumber(from) * millisecondsADay, (dayNumber(to) + 1) * millisecondsADay];

export function reportedReader(database: Database): ReportedReader {
  // Who stands behind a reference is known, so what stands behind neither is a service.
  const rows = database.prepare<[{ organisation: number; metrics: string; periods: string }], Row>(
    `SELECT s.name AS source, e.id, e.metric, e.at, e.until_at AS untilAt, e.value, e.dimensions, CASE WHEN e.service IS NOT NULL THEN '@service' WHEN p.key = '${unattributed}' THEN '${erasedWord('')}' || p.id ELSE p.key END AS person
     FROM json_each(:metrics) m CROSS JOIN json_each(:periods) t CROSS JOIN events e INDEXED BY events_reported
       ON e.organisation = :organisation AND e.metric = m.value AND e.at = t.value ->> 0 AND e.until_at = t.value ->> 1
     JOIN sources s ON s.id = e.source LEFT JOIN person_references r ON r.id = e.reference LEFT JOIN people p ON p.id = r.person
     WHERE e.retracted = 0 AND e.type = 'reported'`,
  );
  const isAnythingSaid = database.prepare<[number], 0 | 1>("SELECT EXISTS (SELECT 1 FROM events INDEXED BY events_reported WHERE organisation = ? AND retracted = 0 AND type = 'reported')").pluck();
  const inOrder = (organisation: number, metrics: readonly MetricName[], periods: readonly Period[]): Said[] => {
    // Most are told by nobody else what they count, and every report asks.
    if (isAnythingSaid.get(organisation) !== 1) return [];
    const bounds = [...new Map(periods.map(boundOf).map((bound) => [bound.join(), bound])).values()];
    return rows.all({ organisation, metrics: JSON.stringify([...new Set(metrics)]), periods: JSON.stringify(bounds) })
      .sort((a, b) => compareText(a.source, b.source) || compareText(a.id, b.id))
      .map((row) => ({ ...row, dimensions: JSON.parse(row.dimensions) as ReportedDimensions })); // Only the appender writes them.
  };
  return {
    answers(question, organisation) {
      const found = new Map<string, ReportedAnswer>();
      const all = inOrder(organisation, question.metrics, question.periods);
      const bounds = all.length === 0 ? [] : question.periods.map(boundOf);
      for (const { metric, at, untilAt, value, dimensions, person } of all) {
        const said = person !== null && isErasedWord(person) ? null : isSameQuestion(dimensions, person, question);
        if (said === null) continue;
        for (const [period, bound] of bounds.entries()) {
          if (bound[0] === at && bound[1] === untilAt) found.set(`${metric} ${period} ${said.key ?? ''}`, { metric, period, ...said, value });
        }
      }
      return [...found.values()];
    },
    spend({ metrics, period }, organisation) {
      const found = new Map<string, ReportedSpend>();
      for (const { metric, value, dimensions, person } of inOrder(organisation, metrics, [period])) {
        const said = spendSaid(metric, dimensions, person, value);
        if (said !== null) found.set(JSON.stringify([said.metric, said.key, said.model]), said);
      }
      return [...found.values()];
    },
  };
}
