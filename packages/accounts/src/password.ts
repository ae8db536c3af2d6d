import { passwordLength, type Words } from '@pegel/domain';
import { isCommonPassword } from './common-passwords.js';

const product = 'pegel';
/** What is shorter stands in too many words by chance. */
const tellingNameMin = 4;

/**
 * Why a new password is none for this account; `null` where it is one. What it is made of is up to whoever makes it:
 * length is what counts, and that it is none of those that are tried first.
 */
export function passwordProblem(password: string, email: string): Words | null {
  const { min, max } = passwordLength;
  const length = password.length;
  if (length < min || length > max) {
    return {
      en: `The password must have ${min} to ${max} characters; it has ${length}.`,
      de: `Das Passwort muss ${min} bis ${max} Zeichen haben; dieses hat ${length}.`,
    };
  }
  const lower = password.toLowerCase();
  const name = email.split('@', 1)[0]?.toLowerCase() ?? '';
  if (name.length >= tellingNameMin && lower.includes(name)) {
    return {
      en: `The password must not contain "${name}", the name in the e-mail address.`,
      de: `Das Passwort darf „${name}“, den Namen aus der E-Mail-Adresse, nicht enthalten.`,
    };
  }
  if (lower.includes(product)) {
    return { en: 'The password must not contain the name of this product.', de: 'Das Passwort darf den Namen dieses Produkts nicht enthalten.' };
  }
  if (isCommonPassword(password)) {
    return {
      en: 'This is one of the most common passwords, which are tried first. Choose another.',
      de: 'Dies ist eines der häufigsten Passwörter; sie werden zuerst ausprobiert. Wählen Sie ein anderes.',
    };
  }
  return null;
}
