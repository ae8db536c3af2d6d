/** What changed, sentence by sentence, in English. */
export const changesEn = {
  title: 'What changed',
  missing: (date: string) => `Engagement is missing for ${date}. Numbers stop there.`,
  record: (metric: string, step: string, value: string, days: number) => `${metric} rose ${step} in a week to ${value}, the highest in ${days} days.`,
  rose: (metric: string, step: string, value: string) => `${metric} rose ${step} in a week to ${value}, more than in other weeks.`,
  fell: (metric: string, step: string, value: string) => `${metric} fell ${step} in a week to ${value}, more than in other weeks.`,
  above: (share: string, base: string, value: string) => `Spend is ${share} above ${base} (${value}).`,
  below: (share: string, base: string, value: string) => `Spend is ${share} below ${base} (${value}).`,
  firstDays: (days: number, month: string) => `the first ${days} ${days === 1 ? 'day' : 'days'} of ${month}`,
  more: (model: string, share: string, step: string, month: string) => `${model} is ${share} of spend, ${step} more than in ${month}.`,
  less: (model: string, share: string, step: string, month: string) => `${model} is ${share} of spend, ${step} less than in ${month}.`,
  connector: (name: string, gained: string, count: number) => `${name} gained ${gained} ${count === 1 ? 'user' : 'users'} in 28 days.`,
  steady: (metric: string, value: string) => `${metric}: steady at ${value}.`,
  crossed: (month: string, over: string, budget: string) => `Spend in ${month} is ${over} above the budget of ${budget}.`,
  invites: (old: string, total: string, days: string, count: number) => `${old} of ${total} pending invites ${count === 1 ? 'is' : 'are'} older than ${days} days.`,
  nothing: 'Nothing that stands out.',
};
