import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { parseDirectory } from './directory.js';
import { parseEvent } from './events.js';
import { parseInstant } from '../instants.js';
import { refusalSentence } from '../refusals.js';
import { randomHistory, wireDirectoryOf, wireOf } from '../testing/index.js';

const message = { id: 'm1', type: 'message.sent', at: '2026-01-05T09:00:00Z', person: { email: 'a@x.example' }, chat: 'c1' };
const spend = { id: 's1', type: 'spend', at: '2026-01-05T09:00:00Z', person: null, amount: '12.50', currency: 'USD', basis: 'billed' };

const day = { id: 'd-1', type: 'person-day', person: { email: 'a@x.example' }, day: '2026-01-05', days: 'utc', messages: 5 };
const number = { id: 'r-1', type: 'reported', person: null, metric: 'weeklyActiveUsers', value: 312, from: '2026-01-01', to: '2026-01-30', days: 'utc' };

describe('what is wrong with an event is said with a code and a sentence', () => {
  test.each([
    ['bad-json', 17, 'An event must be an object; got the number 17.'],
    ['bad-id', { ...message, id: '' }, 'id must be a text of 1 to 200 characters of well-formed Unicode; got "".'],
    ['bad-id', { ...message, id: '\ud800' }, /^id must be/],
    ['bad-id', { ...message, id: 'x'.repeat(201) }, /^id must be/],
    ['bad-type', { ...message, type: 'message.read' }, /^type must be one of message\.sent, .*; got "message\.read"\.$/],
    ['bad-at', { ...message, at: '2026-02-30T00:00:00Z' }, /that exists/],
    ['bad-at', { ...message, at: '2026-01-05T24:00:00Z' }, /that exists/],
    ['bad-at', { ...message, at: '2026-01-05T09:00:00' }, /with its offset/],
    ['bad-at', { ...message, at: 1_767_600_000 }, /got the number/],
    ['bad-period', { ...spend, from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z' }, /^at must not stand beside/],
    ['bad-period', { ...spend, at: undefined, from: '2026-01-06T00:00:00Z', to: '2026-01-06T00:00:00Z' }, /^from must be before to/],
    ['bad-period', { ...spend, at: undefined, from: '2026-01-06T00:00:00Z' }, /to is missing/],
    ['bad-person', { ...message, person: {} }, /with at least one of id and email/],
    ['bad-person', { ...message, person: { email: 'nobody' } }, /exactly one @/],
    ['bad-person', { ...message, person: { email: 'a@b@c' } }, /exactly one @/],
    ['bad-person', { ...message, person: 'Ada' }, /^person must be an object/],
    ['bad-surface', { ...message, surface: 'moon' }, /^surface must be one of chat, code/],
    ['missing-field', { ...message, chat: undefined }, 'chat is missing: every event of type "message.sent" needs it.'],
    ['missing-field', { ...spend, at: undefined }, /^at is missing/],
    ['bad-count', { ...message, count: 1.5 }, /whole number/],
    ['bad-count', { ...message, count: JSON.parse('1e400') }, /whole number/],
    ['bad-count', { ...message, revision: -1 }, /^revision must be/],
    ['bad-count', { ...spend, tokens: { input: -1 } }, /^tokens\.input must be a whole number/],
    ['bad-amount', { ...spend, amount: 12.5 }, 'amount must be a decimal string such as "12.50"; got the number 12.5.'],
    ['bad-amount', { ...spend, amount: '1e3' }, /^amount must be/],
    ['bad-currency', { ...spend, currency: 'usd' }, /capital letters/],
    ['bad-name', { ...message, chat: '@other' }, /does not begin with @/],
    ['bad-name', { ...message, model: '' }, /^model must be/],
    ['missing-field', { ...day, day: undefined }, 'day is missing: every event of type "person-day" needs it.'],
    ['bad-at', { ...day, day: '2026-02-30' }, /^day must be a day that exists/],
    ['bad-name', { ...day, days: 'local' }, /^days must be one of utc, organisation/],
    ['bad-count', { ...day, messages: '5' }, /^messages must be a whole number/],
    ['missing-field', { ...day, messages: undefined }, /at least one count: any of messages, chats/],
    ['bad-name', { ...number, metric: 'likes' }, /^metric must be the name of a metric/],
    ['bad-period', { ...number, from: '2026-01-31' }, 'from must not be after to; got 2026-01-31 and 2026-01-30.'],
    ['bad-period', { ...number, to: '30 January' }, /^to must be a day that exists/],
    ['bad-count', { ...number, value: -1 }, /^value must be a whole number from 0/],
    ['bad-count', { ...number, value: 0.5 }, /^value must be a whole number from 0/],
    ['bad-count', { ...number, value: '312' }, /^value must be a whole number/],
    ['bad-amount', { ...number, metric: 'spend', value: 12.5 }, /^value must be a decimal string such as "12.50", since spend is money/],
    ['bad-name', { ...number, model: 'opus' }, 'WAU cannot be split by model. Possible: person, surface, group, department, costCentre.'],
    ['bad-surface', { ...number, surface: null }, /^surface must be one of/],
    ['bad-name', { ...number, metric: 'spend', value: '1', model: '@unattributed' }, /^model must be a text .* that does not begin with @/],
    ['bad-name', { ...number, metric: 'utilisation', value: 0.65, person: { email: 'a@x.example' } }, /^Utilisation cannot be split by person/],
  ])('%s: %j', (code, value, text) => {
    const parsed = parseEvent(value);
    if (parsed.ok) throw new Error('It was taken.');
    expect(parsed.code).toBe(code);
    expect(parsed.message).toMatch(text);
    // Each has a name, and so a sentence in every language.
    expect(refusalSentence(parsed.refusal ?? expect.fail('It has no name.'))).toBe(parsed.message);
  });
});

describe('an event that is right', () => {
  test('gets its defaults, a normal e-mail address and no field it does not know', () => {
    const parsed = parseEvent({ ...message, person: { email: 'A@X.Example', age: 7 }, text: 'never kept', prompt: 'never kept' });
    expect(parsed).toMatchObject({ ok: true, droppedFields: 3, event: { surface: 'chat', revision: 0, count: 1, retracted: false, person: { email: 'a@x.example' } } });
    expect(JSON.stringify(parsed)).not.toContain('never kept');
  });

  test('null in place of a key is about what has none', () => {
    expect(parseEvent({ ...number, metric: 'spend', value: '1.5', model: null })).toMatchObject({ ok: true, event: { dimensions: { model: '@unattributed' } } });
  });

  test('may name a price table like a package, though keys of things never begin with @', () => {
    expect(parseEvent({ ...spend, priceTable: '@pydantic/genai-prices 0.1.8' })).toMatchObject({ ok: true, event: { priceTable: '@pydantic/genai-prices 0.1.8' } });
  });

  test('may be named like a trap for programs', () => {
    const parsed = parseEvent(JSON.parse('{"id":"__proto__","type":"message.sent","chat":"constructor","person":{"id":"__proto__"},"at":"2026-01-05T09:00:00Z","__proto__":{"admin":true}}'));
    expect(parsed).toMatchObject({ ok: true, event: { id: '__proto__', chat: 'constructor', person: { id: '__proto__' } } });
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  property.prop([fc.jsonValue()])('or anything else never throws', (value) => {
    expect(typeof parseEvent(value).ok).toBe('boolean');
    expect(typeof parseEvent({ ...message, person: value }).ok).toBe('boolean');
    expect(typeof parseDirectory(value).ok).toBe('boolean');
  });
});

describe('instants', () => {
  test.each([
    ['2026-01-05T09:00:00.9999Z', '2026-01-05T09:00:00.999Z'],
    ['2026-06-30T23:59:60Z', '2026-06-30T23:59:59.999Z'],
    ['2026-01-05T00:30:00+05:45', '2026-01-04T18:45:00.000Z'],
    ['2028-02-29t12:00:00z', '2028-02-29T12:00:00.000Z'],
    ['0044-03-15T12:00:00-00:00', '0044-03-15T12:00:00.000Z'],
  ])('%s reads as %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  property.prop([fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })])('read back what they were', (date) => {
    expect(parseInstant(date.toISOString())).toBe(date.getTime());
  });
});

property.prop([randomHistory])('whatever is kept can be written as a sender would, and read back it is the same', (history) => {
  for (const delivery of history) {
    if (delivery.kind === 'directory') {
      expect(parseDirectory(JSON.parse(JSON.stringify(wireDirectoryOf(delivery.snapshot))))).toEqual({ ok: true, snapshot: delivery.snapshot, droppedFields: 0 });
      continue;
    }
    for (const { event } of delivery.items) expect(parseEvent(JSON.parse(JSON.stringify(wireOf(event))))).toEqual({ ok: true, event, droppedFields: 0 });
  }
});
