/** How a request to see names ends: refused or withdrawn before anybody could see any, decided by nobody in time, closed by somebody, or over by itself. */
export const unmaskingEnds = ['refused', 'withdrawn', 'undecided', 'closed', 'over'] as const;
export type UnmaskingEnd = (typeof unmaskingEnds)[number];

/**
 * @property hoursMax How long names may be seen.
 * @property tellAfterDaysMax How long those concerned may be left in the dark, for security cases alone.
 * @property undecidedDays After how many days a request that nobody decided is none any more.
 */
export const unmaskingLimits = { reason: 500, people: 50, hoursMax: 24, tellAfterDaysMax: 30, undecidedDays: 7 } as const;
