import type { WireDirectory, WireEvent } from '@pegel/domain';

/** A word that stands in every text of an organisation, and its numbers, which no other has. */
export interface Marks {
  readonly word: string;
  readonly count: number;
  readonly amount: string;
}

const at = '2026-11-22T09:30:00Z';

/** One event of every type, with the organisation's word in every field that holds a text. */
export function eventsOf({ word, count, amount }: Marks): readonly WireEvent[] {
  const person = { id: `${word}-person`, email: `${word}-ada@${word}.example`, name: `Ada ${word}` };
  const base = (id: string) => ({ id: `${word}-${id}`, person, at });
  const places = { chat: `${word}-chat`, project: `${word}-project` };
  return [
    { ...base('message'), type: 'message.sent', ...places, model: `${word}-model`, count },
    { ...base('chat'), type: 'chat.created', ...places },
    { ...base('made'), type: 'project.created', project: `${word}-project` },
    { ...base('used'), type: 'project.used', project: `${word}-project` },
    { ...base('artifact'), type: 'artifact.created', artifact: `${word}-artifact`, kind: `${word}-kind`, ...places },
    { ...base('connector'), type: 'connector.used', connector: `Connector ${word}` },
    { ...base('service'), person: { service: `${word}-service` }, type: 'connector.used', connector: `Connector ${word}` },
    { ...base('spend'), type: 'spend', amount, currency: 'USD', basis: 'computed', model: `${word}-model`, priceTable: `${word}-prices` },
    { id: `${word}-day`, person, type: 'person-day', day: '2026-11-20', days: 'organisation', messages: count },
    { id: `${word}-reported`, person: null, type: 'reported', metric: 'chats', value: count, from: '2026-11-10', to: '2026-11-10', days: 'organisation', group: `${word}-group`, project: `${word}-project` },
  ];
}

/** Events that are set aside: another content under an id that there is, two in a foreign currency, and one of tomorrow. */
export function contestedOf({ word, count, amount }: Marks): readonly WireEvent[] {
  const person = { id: `${word}-ben`, email: `${word}-ben@${word}.example`, name: `Ben ${word}` };
  const spend = { person, type: 'spend', at, amount, currency: 'CHF', basis: 'computed', model: `${word}-model` } as const;
  return [
    { id: `${word}-message`, person, type: 'message.sent', at, chat: `${word}-chat`, count: count + 1 },
    { id: `${word}-francs`, ...spend },
    { id: `${word}-more-francs`, ...spend },
    { id: `${word}-ahead`, person, type: 'message.sent', at: '2026-11-27T09:30:00Z', chat: `${word}-chat` },
  ];
}

export const directoryOf = ({ word }: Marks): WireDirectory => ({
  takenAt: '2026-11-20T09:00:00Z',
  complete: true,
  people: [
    { id: `${word}-person`, email: `${word}-ada@${word}.example`, name: `Ada ${word}`, status: 'active', seat: 'standard', groups: [`${word}-group`], department: `${word}-department`, costCentre: `${word}-cost-centre` },
    { email: `${word}-cy@${word}.example`, name: `Cy ${word}`, status: 'invited', seat: null, invitedAt: '2026-11-19T09:00:00Z' },
  ],
});
