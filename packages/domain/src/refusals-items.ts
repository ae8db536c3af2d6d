import { fieldRules, isFieldRule } from './field-rules.js';
import { badQuery } from './refusal-definition.js';

const ruleIn = (name: string): string => (isFieldRule(name) ? fieldRules[name] : name);

/** What is refused of a delivery, item by item, and what is set aside of it. */
export const itemRefusals = {
  'item-object': badQuery(['given'], ({ given }) => `An event must be an object; got ${given}.`),
  'item-type-missing': badQuery([], () => 'type is missing: it says what happened, such as "message.sent".'),
  'field-missing': badQuery(['field', 'type'], ({ field, type }) => `${field} is missing: every event of type "${type}" needs it.`),
  'field-rule': badQuery(['field', 'rule', 'given'], ({ field, rule, given }) => `${field} must be ${ruleIn(rule)}; got ${given}.`),
  'spend-when-missing': badQuery([], () => 'at is missing: every event of type "spend" needs it, or from and to.'),
  'spend-when-twice': badQuery([], () => 'at must not stand beside from and to: a line has an instant or a period.'),
  'spend-when-half': badQuery(['missing'], ({ missing }) => `from and to belong together; ${missing} is missing.`),
  'spend-when-order': badQuery(['from', 'to'], ({ from, to }) => `from must be before to; got ${from} and ${to}.`),
  'day-without-counts': badQuery(['known'], ({ known }) => `A day needs at least one count: any of ${known}.`),
  'reported-order': badQuery(['from', 'to'], ({ from, to }) => `from must not be after to; got ${from} and ${to}.`),
  'reported-currency': badQuery(['number', 'given'], ({ number, given }) => `currency must be left out, since ${number} is no money; got ${given}.`),
  'reported-money': badQuery(['number', 'given'], ({ number, given }) => `value must be a decimal string such as "12.50", since ${number} is money; got ${given}.`),
  'reported-whole': badQuery(['given'], ({ given }) => `value must be a whole number from 0 to 1,000,000,000,000; got ${given}.`),
  'reported-number': badQuery(['given'], ({ given }) => `value must be a number from 0 to 1,000,000,000,000; got ${given}.`),

  'item-future': badQuery(['at', 'received'], ({ at, received }) => `${at} is more than 24 hours ahead of ${received}, when it arrived.`),
  'item-currency': badQuery(['currency', 'given'], ({ currency, given }) => `The organisation accounts in ${currency}; this line is in ${given}.`),
  'item-conflict': badQuery(['id', 'revision'], ({ id, revision }) => `"${id}" is already stored with revision ${revision} and other content; send a higher revision to change it.`),
};
