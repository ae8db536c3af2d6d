import { passwordLength } from '@pegel/domain';
import type { Says } from '../form/create-form.js';
import { useDoorWords } from './door-words.js';

/** What is wrong with a new password that can be seen without asking the server, which knows the common ones. */
export function createPasswordCheck(): (password: string) => { password?: Says } {
  const door = useDoorWords();
  const { min, max } = passwordLength;
  return (password) => {
    if (password === '') return { password: () => door().form.missing };
    return password.length < min || password.length > max ? { password: () => door().password.length(min, max) } : {};
  };
}
