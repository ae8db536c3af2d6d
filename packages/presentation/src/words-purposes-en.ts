/** What is said of the purpose that numbers by person are looked at for. */
export const purposesEn = {
  label: 'Purpose', choose: 'Please choose …', change: 'change',
  none: 'No purpose is asked for here.', select: 'Enter choose · Esc back',
  is: (purpose: string) => `Purpose: ${purpose}`,
  missing: 'These are numbers of single people. What do you look at them for? Nothing is asked before you have chosen; the audit journal keeps it.',
  taken: (by: string, when: string) => `Taken by ${by}, ${when}`,
  names: (names: string) => `Names: ${names}`,
};
