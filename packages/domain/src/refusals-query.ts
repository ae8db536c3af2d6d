import { dimensionLabels, dimensionNamed } from './dimension-labels.js';
import { isMetricName, metricOf } from './metrics.js';
import { badQuery } from './refusal-definition.js';

const metricIn = (name: string): string => (isMetricName(name) ? metricOf(name).short.en : name);
const dimensionIn = (name: string): string => {
  const dimension = dimensionNamed(name);
  return dimension === null ? name : dimensionLabels[dimension];
};
const possible = (names: string): string => (names === '' ? 'It has no splits.' : `Possible: ${names}.`);
const number = (digits: string): string => Number(digits).toLocaleString('en');

/** Questions that have no answer: what is counted, of which days, how it is split and narrowed, and where a list goes on. */
export const queryRefusals = {
  'metrics-none': badQuery(['known'], ({ known }) => `A report needs at least one metric; known are ${known}.`),
  'metrics-twice': badQuery([], () => 'A report names each metric once.'),
  'metric-unknown': badQuery(['given', 'known'], ({ given, known }) => `There is no metric ${given}. Known are ${known}.`),
  'metric-split': badQuery(['metric', 'dimension', 'possible'], (about) => `${metricIn(about.metric)} cannot be split by ${dimensionIn(about.dimension)}. ${possible(about.possible)}`),
  'metric-filter': badQuery(['metric', 'dimension', 'possible'], (about) => `${metricIn(about.metric)} cannot be filtered by ${dimensionIn(about.dimension)}. ${possible(about.possible)}`),
  'condition-wrong': badQuery(['given'], ({ given }) => `where must look like dimension:value, such as group:Sales; got ${given}.`),
  'top-alone': badQuery([], () => 'top needs by: there is nothing to rank without a split.'),
  'choice-wrong': badQuery(['field', 'known', 'given'], ({ field, known, given }) => `${field} must be one of ${known}; got ${given}.`),
  'whole-number': badQuery(['field', 'least', 'most', 'given'], ({ field, least, most, given }) => `${field} must be a whole number from ${least} to ${most}; got ${given}.`),
  'days-none': badQuery(['ranges'], ({ ranges }) => `A report needs from and to as days such as 2026-11-22, or a range: one of ${ranges}.`),
  'days-twice': badQuery([], () => 'Give either a range or from and to, not both.'),
  'days-today': badQuery([], () => 'today goes with a range; from and to say themselves how far they go.'),
  'days-half': badQuery(['missing'], ({ missing }) => `A period needs from and to as days such as 2026-11-22; ${missing} is missing.`),
  'days-order': badQuery(['from', 'to'], ({ from, to }) => `from (${from}) must not be after to (${to}).`),
  'days-by-day': badQuery(['most', 'from', 'to', 'days'], ({ most, from, to, days }) => `At grain day a report has at most ${most} days; from ${from} to ${to} are ${days}. Ask for a coarser grain or fewer days.`),
  'days-shown': badQuery(['most', 'from', 'to', 'days'], ({ most, from, to, days }) => `At most ${most} days can be shown; from ${from} to ${to} are ${days}.`),
  'days-years': badQuery(['most', 'from', 'to', 'days'], ({ most, from, to, days }) => `A report covers at most ${most} years; from ${from} to ${to} are ${days} days.`),
  'day-wrong': badQuery(['field', 'given'], ({ field, given }) => `${field} must be a day that exists, such as 2026-11-22; got ${given}.`),
  'day-beyond': badQuery(['field', 'given', 'first', 'last'], ({ field, given, first, last }) => `${field} must be a day that exists, such as 2026-11-22; got ${given}, and reports go from ${first} to ${last}.`),
  'rows-too-many': badQuery(['mostRows', 'rows'], ({ mostRows, rows }) => `A report has at most ${number(mostRows)} rows, and this one would have ${number(rows)}. Ask for fewer days, a coarser grain, or the top of the split.`),
  'cursor-wrong': badQuery(['given'], ({ given }) => `before must be the number of an entry, from 1; got ${given}.`),
  'parameter-unknown': badQuery(['given', 'known'], ({ given, known }) => `There is no parameter ${given}. Known are ${known}.`),
  'parameter-twice': badQuery(['field'], ({ field }) => `${field} is given more than once; give it once.`),
  /** What does not even have the form of a question: where, and in the words of what reads it. */
  'form-wrong': badQuery(['fields', 'problem'], ({ problem }) => problem),

  'group-alone': badQuery(['dimensions'], ({ dimensions }) => `A report names one group, department or cost centre, and no person beside it; this one narrows people by ${dimensions.split(', ').map(dimensionIn).join(' and ')}.`),
  'group-filtered': badQuery(['dimension'], ({ dimension }) => `Numbers of a group cannot be filtered by ${dimensionIn(dimension)} as well; split them by it.`),
  'group-split': badQuery(['dimension'], ({ dimension }) => `Inside of a group numbers are split by ${dimensionIn(dimension)} over the whole range alone; ask with grain total.`),
  'group-weeks': badQuery(['most'], ({ most }) => `Numbers of groups are told by week for at most ${most} days; ask for months, quarters, years or the total.`),
  'purposes-none': badQuery(['given'], ({ given }) => `This organisation keeps no list of purposes, so leave purpose out; got ${given}.`),
  'purpose-unknown': badQuery(['given', 'purposes'], ({ given, purposes }) => `purpose must be one of ${purposes}; got ${given}.`),
  'purpose-missing': badQuery(['purposes'], ({ purposes }) => `Numbers by person are looked at for a purpose: purpose must be one of ${purposes}.`),
};
