import type { WireEvent, Words } from '@pegel/domain';
import type { Locale } from './locale.js';

/** What events of each type are called where people read how many there are. A type that is added does not compile until it has its words here. */
const eventTypeLabels: Readonly<Record<WireEvent['type'], Words>> = {
  'message.sent': { en: 'messages', de: 'Nachrichten' },
  'chat.created': { en: 'chats begun', de: 'begonnene Chats' },
  'project.created': { en: 'projects created', de: 'erstellte Projekte' },
  'project.used': { en: 'projects used', de: 'verwendete Projekte' },
  'artifact.created': { en: 'artifacts generated', de: 'generierte Artefakte' },
  'connector.used': { en: 'connectors used', de: 'verwendete Konnektoren' },
  spend: { en: 'spend', de: 'Ausgaben' },
  'person-day': { en: 'counts by person and day', de: 'Zählungen je Person und Tag' },
  reported: { en: 'reported numbers', de: 'gemeldete Zahlen' },
};

const isEventType = (type: string): type is WireEvent['type'] => Object.hasOwn(eventTypeLabels, type);

/** What events of a type are called; a type that nobody knows is called what its sender calls it. */
export const eventTypeLabel = (type: string, { language }: Pick<Locale, 'language'>): string => (isEventType(type) ? eventTypeLabels[type][language] : type);
