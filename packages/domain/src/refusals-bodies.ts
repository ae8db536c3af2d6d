import { badQuery } from './refusal-definition.js';

const counted = (number: string): string => Number(number).toLocaleString('en');

/** What is wrong with a body that is sent, or with a line of it, before anybody looks at what it says. */
export const bodyRefusals = {
  'body-utf8': badQuery([], () => 'The body is not valid UTF-8.'),
  'body-gzip': badQuery([], () => 'The body is not valid gzip.'),
  'body-cut': badQuery([], () => 'The connection ended before the body did.'),
  'body-large': badQuery(['mebibytes'], ({ mebibytes }) => `A request may hold at most ${mebibytes} MiB after decompression; send it in several parts.`),
  'body-values': badQuery(['atMost'], ({ atMost }) => `A request may hold at most ${counted(atMost)} values; send it in several parts.`),
  'body-items': badQuery(['atMost', 'sent'], ({ atMost, sent }) => `A request may hold at most ${counted(atMost)} events; this one holds ${counted(sent)}. Send it in several parts.`),
  'body-events': badQuery([], () => 'The body must be a JSON object with a list "events".'),
  'body-no-json': badQuery([], () => 'The body is not valid JSON: it ends too early or is not JSON.'),
  'body-json': badQuery(['character'], ({ character }) => `The body is not valid JSON: something is wrong at character ${character}.`),
  'body-deep': badQuery(['atMost'], ({ atMost }) => `The body is not valid JSON: it is nested deeper than ${counted(atMost)} levels.`),
  'body-fields': badQuery(['atMost'], ({ atMost }) => `The body is not valid JSON: an object in it has more than ${counted(atMost)} fields.`),
  'body-twice': badQuery(['field'], ({ field }) => `The body cannot be relied on: ${field} is given twice.`),
  'body-number': badQuery(['field', 'digits', 'read'], ({ field, digits, read }) => `The body cannot be relied on: ${field} is ${digits}, which would be read as ${read}.`),

  'line-no-json': badQuery([], () => 'The line is not valid JSON: it ends too early or is not JSON.'),
  'line-json': badQuery(['character'], ({ character }) => `The line is not valid JSON: something is wrong at character ${character}.`),
  'line-deep': badQuery(['atMost'], ({ atMost }) => `The line is not valid JSON: it is nested deeper than ${counted(atMost)} levels.`),
  'line-fields': badQuery(['atMost'], ({ atMost }) => `The line is not valid JSON: an object in it has more than ${counted(atMost)} fields.`),
  'item-twice': badQuery(['field'], ({ field }) => `${field} is given twice; write it so that it can be read in one way only.`),
  'item-number': badQuery(['field', 'digits', 'read'], ({ field, digits, read }) => `${field} is ${digits}, which would be read as ${read}; write it so that it can be read in one way only.`),

  'directory-object': badQuery([], () => 'The body must be a JSON object with takenAt, complete and people.'),
  'directory-empty': badQuery([], () => 'A directory needs people, or totals in seats; it has neither.'),
  'directory-fields-alone': badQuery([], () => 'fields is what a snapshot says of its people, and must be left out where it has none.'),
  'directory-people': badQuery(['atMost', 'sent'], ({ atMost, sent }) => `A directory may hold at most ${counted(atMost)} people; this one holds ${counted(sent)}. Send the rest as snapshots that are not complete, each taken later.`),
  'directory-memberships': badQuery(['atMost', 'sent'], ({ atMost, sent }) => `A directory may hold at most ${counted(atMost)} memberships in groups; this one holds ${counted(sent)}. Send the rest as snapshots that are not complete, each taken later.`),
};
