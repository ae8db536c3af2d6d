import { erasureLimits } from './erasure.js';
import { badQuery, notPermitted } from './refusal-definition.js';
import { unmaskingLimits } from './unmasking.js';

const over = (how: string) => badQuery([], () => `This request is over already: ${how}.`);

/** What is refused about people: their numbers, their names, and erasing them. */
export const peopleRefusals = {
  'people-off': notPermitted([], () => 'Numbers by person are switched off for this organisation.'),
  'spend-people-off': notPermitted([], () => 'Spend by user is not exported: numbers by person are switched off for this organisation.'),
  'spend-off': notPermitted([], () => 'Spend is not reported: extra usage is off for this organisation.'),
  'names-lost': notPermitted([], () => 'Names that this file began with may not be seen any more.'),
  'own-data-token': notPermitted([], () => 'What is held of a person is shown to them alone, signed in themselves; a token is nobody.'),
  'own-data-unproven': notPermitted(['provider'], ({ provider }) => `Own data are shown to whoever has signed in through ${provider}, which knows whose address it is; this account has a password alone. Sign in through ${provider} once.`),
  'person-unknown': badQuery(['organisation', 'person'], ({ organisation, person }) => `${organisation} has nobody who is called ${person}. person must be the key, an id or an e-mail address of somebody there are numbers of; whoever was erased already is not found any more.`),
  'person-several': badQuery(['person', 'keys'], ({ person, keys }) => `${person} is several people, by different sources: ${keys}. Name one of them by this key.`),
  'person-several-unnamed': badQuery(['person'], ({ person }) => `${person} is several people, by different sources. Name one of them by an e-mail address.`),
  'person-member': badQuery(['organisation'], ({ organisation }) => `They are a member of ${organisation}, and would still sign in under that address. Remove the membership first, then erase them.`),
  'erasure-reason': badQuery([], () => `A reason of 1 to ${erasureLimits.reason} characters is needed; it is kept.`),
  'erasure-reason-names': badQuery([], () => 'The reason is kept, so it must not name whoever is erased: leave out their name, address and id.'),
  'unmasking-names-full': badQuery([], () => 'There is nothing to unmask: this organisation shows full names to everybody who may see numbers by person.'),
  'unmasking-names-off': badQuery([], () => 'There is nothing to unmask: numbers by person are switched off for this organisation.'),
  'unmasking-people': badQuery(['given'], ({ given }) => `people must be 1 to ${unmaskingLimits.people} keys of people; got ${given}.`),
  'unmasking-no-key': badQuery(['given'], ({ given }) => `people must be keys as reports by person have them, such as p_0123456789abcdef0123; got ${given}.`),
  'unmasking-nobody': badQuery(['key'], ({ key }) => `Nobody here has the key ${key}.`),
  'unmasking-hours': badQuery(['given'], ({ given }) => `hours must be a whole number from 1 to ${unmaskingLimits.hoursMax}; got ${given}.`),
  'unmasking-reason': badQuery([], () => `A reason of 1 to ${unmaskingLimits.reason} characters is needed; it is kept with the request.`),
  'unmasking-delay': badQuery(['given'], ({ given }) => `tellAfterDays must be a whole number from 0 to ${unmaskingLimits.tellAfterDaysMax}; got ${given}.`),
  'unmasking-no-security': badQuery([], () => 'Those concerned are told later in security cases alone: say in the reason that it is one, with the word "security" or "Sicherheit", or let them be told at once with tellAfterDays 0.'),
  'unmasking-too-many': badQuery([], () => `At most ${unmaskingLimits.live} requests for names can wait or be open at the same time.`),
  'unmasking-token': notPermitted([], () => 'Names are asked for and decided on by people who are signed in; a token does neither.'),
  'unmasking-asks-no-more': notPermitted([], () => 'You may not see numbers by person any more.'),
  'unmasking-decides-no-more': notPermitted([], () => 'You may not decide on requests for names any more.'),
  'unmasking-own': notPermitted([], () => 'Nobody decides on a request of their own: it takes a second person, an Owner or an Auditor.'),
  'unmasking-not-own': notPermitted([], () => 'A request for names is withdrawn by whoever made it; others refuse it.'),
  'unmasking-pointless': badQuery([], () => 'Whoever asked may not see numbers by person any more, so there is nothing to approve.'),
  'unmasking-unknown': badQuery(['id'], ({ id }) => `There is no request ${id} here.`),
  'unmasking-approved': badQuery([], () => 'This request was approved already.'),
  'unmasking-to-close': badQuery([], () => 'This request was approved already; close it to hide the names again.'),
  'unmasking-shows-none': badQuery([], () => 'This request shows no names yet; it can be refused or withdrawn.'),
  'unmasking-refused': over('it was refused'),
  'unmasking-withdrawn': over('it was withdrawn'),
  'unmasking-undecided': over(`nobody decided on it within ${unmaskingLimits.undecidedDays} days`),
  'unmasking-closed': over('it was closed'),
  'unmasking-over': over('its time has ended'),
};
