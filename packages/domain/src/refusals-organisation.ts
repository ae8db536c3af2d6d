import { roleNamed, roles } from './permissions.js';
import { badQuery, notPermitted } from './refusal-definition.js';

const roleIn = (name: string): string => {
  const role = roleNamed(name);
  return role === null ? name : roles[role].label;
};
const rolesIn = (names: string): string => names.split(', ').map(roleIn).join(', ');

/** What is refused about an organisation: its settings, its keys, its members, and what was set aside in it. */
export const organisationRefusals = {
  'settings-none': badQuery(['known'], ({ known }) => `Name what is to change: one of ${known}.`),
  'settings-reason': badQuery(['most'], ({ most }) => `A reason of 1 to ${most} characters is needed; it is kept with the change.`),
  'time-zone-wrong': badQuery(['given'], ({ given }) => `timeZone must be an IANA name such as Europe/Berlin; got ${given}.`),
  'month-wrong': badQuery(['given'], ({ given }) => `fiscalYearStart must be a month from 1 to 12; got ${given}.`),
  'source-order-name': badQuery(['given'], ({ given }) => `sourceOrder must be names of sources, of small letters, digits and hyphens; got ${given}.`),
  'source-order-twice': badQuery([], () => 'sourceOrder names each source once.'),
  'source-order-count': badQuery(['most', 'given'], ({ most, given }) => `sourceOrder needs 2 to ${most} sources, or none to pin no order; got ${given}.`),
  'retention-wrong': badQuery(['least', 'most', 'given'], ({ least, most, given }) => `retentionDays must be a whole number from ${least} to ${most}, or null to keep telling for ever; got ${given}.`),
  'purposes-line': badQuery(['most', 'given'], ({ most, given }) => `purposes must be lines of text of 1 to ${most} characters, without spaces around them; got ${given}.`),
  'purposes-twice': badQuery([], () => 'purposes names each purpose once.'),
  'purposes-many': badQuery(['most', 'given'], ({ most, given }) => `purposes has at most ${most}; got ${given}.`),
  'budget-wrong': badQuery(['given'], ({ given }) => `budget must be a decimal amount above 0 such as "25000" or "24999.50", of at most nine digits before the point, or null for none; got ${given}.`),
  'budget-unseen': notPermitted([], () => 'The budget is set by whoever may see what it costs.'),

  'key-label': badQuery(['given'], ({ given }) => `label must be 1 to 40 lower-case letters, digits and hyphens, such as "my-gateway", since it can be the source of what names none; got ${given}.`),
  'key-label-used': badQuery(['given'], ({ given }) => `There is an ingest key ${given} in use already; choose another label, or revoke that one first.`),
  'key-unknown': badQuery(['id'], ({ id }) => `There is no key ${id}; its id is 12 characters of 0 to 9 and a to f.`),
  'key-days': badQuery(['most', 'usual', 'given'], ({ most, usual, given }) => `days must be a whole number from 1 to ${most}, or null for a key that does not expire; without it ${usual}. Got ${given}.`),
  'key-sources-name': badQuery(['given'], ({ given }) => `sources must be names of 1 to 40 lower-case letters, digits and hyphens; got ${given}.`),
  'key-sources-count': badQuery(['most', 'given'], ({ most, given }) => `sources needs 1 to ${most} names, or null for any source; got ${given}.`),
  'keys-many': badQuery(['most'], ({ most }) => `At most ${most} keys and tokens can be in use at the same time; revoke one that is not needed any more first.`),
  'token-label': badQuery(['most', 'given'], ({ most, given }) => `label must be 1 to ${most} characters in one line, such as "finance dashboard"; got ${given}.`),
  'token-beyond': notPermitted(['permissions'], ({ permissions }) => `You can make tokens only for what you may do yourself; that is not ${permissions}.`),
  'token-maker-unknown': notPermitted([], () => 'Of this token it is not known who made it, so nobody would answer for what it makes. Sign in to make tokens.'),
  'several-unknown': badQuery(['field', 'known', 'given'], ({ field, known, given }) => `${field} must be of ${known}; got ${given}.`),
  'several-none': badQuery(['field', 'known'], ({ field, known }) => `${field} needs one of ${known}, or several.`),

  'address-wrong': badQuery(['given'], ({ given }) => `email must look like h@nordwind.example; got ${given}.`),
  'member-unknown': badQuery(['id'], ({ id }) => `There is no member ${id} here.`),
  'member-already': badQuery(['email'], ({ email }) => `${email} is a member already; change their role instead.`),
  'members-many': badQuery(['most'], ({ most }) => `An organisation has at most ${most} members and invitations together; remove or withdraw some first.`),
  'member-no-more': notPermitted([], () => 'Members are changed by somebody who is one: you are none any more, or this token belongs to nobody.'),
  'membership-token': notPermitted([], () => 'This token may not manage members, and so it ends no membership either.'),
  'invitation-unknown': badQuery(['id'], ({ id }) => `There is no open invitation ${id} here.`),
  'invitation-above': notPermitted(['email'], ({ email }) => `There is an open invitation to ${email} that you may not take back: it is for a role that is not below yours.`),
  'primary-owner-given': notPermitted([], () => 'There is exactly one Primary Owner: that role is transferred by whoever has it, and never given.'),
  'primary-owner-stays': notPermitted([], () => 'The Primary Owner stays that until they have transferred it to an Owner.'),
  'grant-beyond': notPermitted(['permission', 'role', 'grantable'], ({ permission, role, grantable }) => `${permission} is not granted beyond ${roleIn(role)}; ${grantable.split(', ').map((pair) => pair.split(' ')).map(([granted = '', to = '']) => `${granted} may be granted to ${roleIn(to)}`).join(', ')}.`),
  'role-raised': notPermitted(['role', 'below'], ({ role, below }) => `Nobody raises themselves: ${roleIn(role)} may leave${below === '' ? '' : `, or step down to ${rolesIn(below)}`}.`),
  'role-above': notPermitted(['actor', 'below', 'role', 'grants'], ({ actor, below, role, grants }) => `${roleIn(actor)} gives, changes and takes only what is below it: ${below === '' ? 'nothing' : rolesIn(below)}, and not ${roleIn(role)}${grants === '' ? '' : ` with ${grants}`}.`),
  'transfer-by-primary': notPermitted([], () => 'Only the Primary Owner transfers that role.'),
  'transfer-to-self': notPermitted([], () => 'The Primary Owner is that already.'),
  'transfer-to-owner': notPermitted(['role'], ({ role }) => `It is transferred to an Owner, and this is ${roleIn(role)}; make them Owner first.`),
  'transfer-token': notPermitted([], () => 'This token may do less than its maker; transferring takes everything an Owner may do.'),

  'items-count': badQuery(['most', 'given'], ({ most, given }) => `Name 1 to ${most} items; got ${given}.`),
  'items-reason': badQuery(['most'], ({ most }) => `A reason of 1 to ${most} characters is needed; it is kept with the item.`),
};
