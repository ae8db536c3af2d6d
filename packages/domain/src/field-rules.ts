/** What a field of an event must be, by a name that stays; each is said as "field must be …". */
export const fieldRules = {
  text: 'a text',
  'text-200': 'a text of 1 to 200 characters',
  'text-formed': 'a text of 1 to 200 characters of well-formed Unicode',
  name: 'a text of 1 to 200 characters of well-formed Unicode that does not begin with @',
  'person-name': 'a text of 1 to 400 characters of well-formed Unicode',
  address: 'an e-mail address',
  'address-whole': 'an e-mail address with exactly one @ inside',
  time: 'a date and time with its offset, such as "2026-11-22T09:30:00Z"',
  'time-exists': 'a date and time that exists, with its offset, such as "2026-11-22T09:30:00Z"',
  day: 'a day that exists, such as "2026-11-22"',
  count: 'a whole number from 0 to 1,000,000,000,000',
  revision: 'a whole number from 0',
  flag: 'true or false',
  decimal: 'a decimal string such as "12.50"',
  'decimal-digits': 'a decimal string such as "12.50", with at most nine digits before and nine after the point',
  currency: 'a currency code such as "USD"',
  'currency-letters': 'a currency code of three capital letters, such as "USD"',
  tokens: 'an object with any of input, output, cacheRead and cacheWrite',
  metric: 'the name of a metric, as the list of metrics has them',
  value: 'a number, or a decimal string for money',
  who: 'an object with at least one of id and email, an object with service, or null when nobody is known',

  person: 'an object with at least one of id and email',
  'status-without-invites': 'one of active, suspended, removed where fields has no invites',
  'group-names': 'a list of at most 1,000 group names',
  'directory-fields': 'a list of what the snapshot speaks of: any of status, seat, invites, joinedAt, groups, department, costCentre',
  people: 'a list of people',
  totals: 'an object with any of purchased, assigned and pendingInvites',
} as const;
export type FieldRule = keyof typeof fieldRules;

export const isFieldRule = (name: string): name is FieldRule => Object.hasOwn(fieldRules, name);
