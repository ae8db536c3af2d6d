/** What can be wrong with a ledger after a fault, each with the sentence that a report of it begins with. */
export const complaintKinds = {
  lost: 'acknowledged, and not there',
  doubled: 'there more than once',
  altered: 'there with other content than was sent',
  'not-newest': 'an older revision counts',
  'kept-although-refused': 'refused, and there',
  invented: 'there, and sent by nobody',
  'half-applied': 'one part of a delivery is there and another is not',
  unaccounted: 'the accounts of the deliveries do not add up to what is there',
  'sums-disagree': 'two ways of adding up give two sums',
  corrupt: 'the file is damaged',
} as const;

export type ComplaintKind = keyof typeof complaintKinds;

export interface Complaint {
  readonly kind: ComplaintKind;
  readonly what: string;
}
