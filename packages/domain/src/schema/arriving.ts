import type { ArrivingFields } from '../privacy-report.js';
import { dailyShapes } from './daily.js';
import { personShape, snapshotShape, totalsShape } from './directory.js';
import { activityShapes, spendShape } from './events.js';
import { personFields, serviceFields, tokens } from './fields.js';

const fieldsOf = <Shape extends object>(shape: Shape) => Object.keys(shape) as (keyof Shape & string)[]; // Object.keys forgets the literal keys.

/** Every field that what arrives can have, read from the schemas that take it in: a new one is in here by itself. */
export const arrivingFields: ArrivingFields = {
  events: {
    'message.sent': fieldsOf(activityShapes['message.sent']),
    'chat.created': fieldsOf(activityShapes['chat.created']),
    'project.created': fieldsOf(activityShapes['project.created']),
    'project.used': fieldsOf(activityShapes['project.used']),
    'artifact.created': fieldsOf(activityShapes['artifact.created']),
    'connector.used': fieldsOf(activityShapes['connector.used']),
    spend: fieldsOf(spendShape),
    'person-day': fieldsOf(dailyShapes['person-day']),
    reported: fieldsOf(dailyShapes.reported),
  },
  reference: [...fieldsOf(personFields), ...fieldsOf(serviceFields)],
  tokens: fieldsOf(tokens.shape),
  directory: fieldsOf(snapshotShape),
  person: fieldsOf(personShape),
  totals: fieldsOf(totalsShape),
};
