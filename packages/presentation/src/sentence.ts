/** Ends a sentence: a German date at its end has brought its full stop already. */
export const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
