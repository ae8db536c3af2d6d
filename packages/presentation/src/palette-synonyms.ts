import type { MetricName } from '@pegel/domain';
import type { PageId, RangeChoice } from './view-state.js';

/** What pages are called as well, in both languages: whoever reads German numbers may still think "spend". */
export const pageSynonyms: Readonly<Record<PageId, readonly string[]>> = {
  overview: ['summary', 'start', 'home', 'dashboard', 'Zusammenfassung', 'Startseite'],
  activity: ['users', 'usage', 'seats', 'Benutzer', 'Nutzung', 'Plätze', 'Aktivität'],
  adoption: ['features', 'Funktionen', 'Einführung'],
  spend: ['cost', 'costs', 'money', 'Kosten', 'Geld'],
};

/** What metrics are called as well. Their own names are known. */
export const metricSynonyms: Readonly<Partial<Record<MetricName, readonly string[]>>> = {
  weeklyActiveUsers: ['WAU'],
  monthlyActiveUsers: ['MAU'],
  activeUsers: ['DAU'],
  utilisation: ['utilization', 'Auslastung', 'Nutzungsgrad'],
  pendingInvites: ['invitations', 'Einladungen'],
  seats: ['licences', 'licenses', 'Lizenzen'],
  spend: ['cost', 'costs', 'Kosten'],
};

/** How ranges are said, in both languages; a number is a word of its own. */
export const rangeSynonyms: Readonly<Record<RangeChoice, readonly string[]>> = {
  '7d': ['7 d', '7 days', 'last 7 days', 'week', 'last week', '1 week', '7 tage', 'letzte 7 tage', 'woche', 'letzte woche', '1 woche'],
  '28d': ['28 d', '28 days', 'last 28 days', '4 weeks', 'last 4 weeks', '28 tage', 'letzte 28 tage', '4 wochen', 'letzte 4 wochen'],
  '90d': ['90 d', '90 days', 'last 90 days', '3 months', 'last 3 months', '3 mths', '90 tage', 'letzte 90 tage', '3 monate', 'letzte 3 monate'],
  mtd: ['mtd', 'month', 'this month', 'month to date', 'monat', 'dieser monat', 'monat bis heute'],
  qtd: ['qtd', 'quarter', 'this quarter', 'quarter to date', 'quartal', 'dieses quartal', 'quartal bis heute'],
  ytd: ['ytd', 'year', 'this year', 'year to date', 'jahr', 'dieses jahr', 'jahr bis heute'],
  '12m': ['12 m', '12 months', 'last 12 months', '1 y', '1 year', 'last year', '12 monate', 'letzte 12 monate', '1 jahr', 'letztes jahr'],
};
