import type { NameChoice } from '@pegel/domain';

interface NameChoiceWords {
  readonly label: string;
  /** What a person of the organisation looks like then; empty where nobody appears. */
  readonly example: string;
  readonly means: string;
}

const choices: Record<NameChoice, NameChoiceWords> = {
  full: { label: 'Full names', example: 'A. Sommer, a.sommer@nordwind.example', means: 'Rankings and exports name people. Whoever may see people sees numbers of every group, however small.' },
  initials: { label: 'Initials', example: 'A. S.', means: 'Colleagues often know who is meant. Groups only from the minimum size on.' },
  pseudonyms: { label: 'Pseudonyms', example: 'Person 7F3A91', means: 'The same for the same person, and of no meaning outside this organisation. Groups only from the minimum size on.' },
  off: { label: 'Rankings off', example: '', means: 'No list and no export tells people apart, in whatever way. Groups only from the minimum size on.' },
};

/** How names appear, what for, and why: said at set-up and in the settings alike. */
export const namesEn = {
  choices,
  law: 'In Germany, per-person usage data is usually subject to works-council co-determination (§\u00a087 (1) no.\u00a06 BetrVG). This is not legal advice.',
  reason: 'Reason (shown to all owners)', reasonHint: 'Such as the works agreement this rests on. It is kept with the decision.',
  groupSize: 'Minimum group size',
  groupHint: (min: number, max: number) => `${min} to ${max} people. Where names are not shown in full, numbers of fewer people in a group, department or cost centre are hidden, and so are those from which they could be worked out.`,
  purposes: 'Purposes', purposesHint: 'One on each line, in your own words. Where there are any, whoever looks at numbers by person says which, and it is logged. Empty: nobody is asked.',
  usualPurposes: ['Cost allocation', 'Licence management', 'Support on request', 'Security incident', 'Legal obligation'],
};
