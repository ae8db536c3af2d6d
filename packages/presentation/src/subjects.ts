import { activityTypeNames, metricOf, operandsOf, type ActivityType, type Aggregate, type MetricName } from '@pegel/domain';

/** What metrics are about, in the order of the glossary. */
export const subjectIds = ['people', 'chats', 'coding', 'projects', 'artifacts', 'connectors', 'spend'] as const;
export type SubjectId = (typeof subjectIds)[number];

const subjectOfType: Readonly<Record<ActivityType, SubjectId>> = {
  'message.sent': 'chats', 'project.created': 'projects', 'project.used': 'projects', 'artifact.created': 'artifacts', 'connector.used': 'connectors',
};

/** What a metric is about, read off its measure: a new one finds its place by itself. */
export function subjectOf(name: MetricName): SubjectId {
  const { measure } = metricOf(name);
  const [numerator] = operandsOf(measure);
  return measure.kind === 'ratio' ? subjectOf(numerator ?? name) : subjectOfAggregate(measure);
}

function subjectOfAggregate(aggregate: Aggregate): SubjectId {
  if (aggregate.kind === 'closing') return 'people';
  if (aggregate.kind === 'trailing') return subjectOfAggregate(aggregate.of);
  if (aggregate.fact === 'spend') return 'spend';
  const types = aggregate.where.type === undefined ? activityTypeNames : [aggregate.where.type].flat();
  if (types.length === activityTypeNames.length) return 'people';
  if (aggregate.where.surface === 'code') return 'coding';
  // Of several kinds of use those that count one kind of thing are about that thing.
  const entity = aggregate.kind === 'countDistinct' ? aggregate.entity : null;
  if (entity === 'project') return 'projects';
  if (entity === 'artifact') return 'artifacts';
  return subjectOfType[types[0] ?? 'message.sent'];
}
