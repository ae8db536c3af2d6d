import { languages } from '@pegel/domain';
import { expect, test } from 'vitest';
import { unmaskingWordsIn, wishProblem } from './unmasking.js';

const right = { hours: 1, reason: 'Two seats of one person.', tellAfterDays: 0 };

test.each(languages)('what the server would refuse of a wish to see names is said before, in %s', (language) => {
  const said = unmaskingWordsIn(language);
  const problem = (wish: Partial<typeof right> & { readonly purpose?: string }, people = ['Person 7F3A91']) => wishProblem(people, { ...right, ...wish }, language);
  expect([problem({}), problem({ hours: 24, reason: 'Security', tellAfterDays: 30 }), problem({ purpose: 'IT-Sicherheit', tellAfterDays: 3 })]).toEqual([null, null, null]);
  expect([problem({}, []), problem({ reason: ' ' }), problem({ reason: 'x'.repeat(501) })]).toEqual([said.nobody, said.noReason, said.noReason]);
  expect([problem({ hours: 0 }), problem({ hours: 25 }), problem({ hours: 1.5 })]).toEqual([said.hoursWrong, said.hoursWrong, said.hoursWrong]);
  expect([problem({ tellAfterDays: -1 }), problem({ tellAfterDays: 31 }), problem({ tellAfterDays: 3 })]).toEqual([said.delayWrong, said.delayWrong, said.noSecurity]);
});
