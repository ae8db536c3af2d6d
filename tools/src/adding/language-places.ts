/** Where the compiler leads whoever adds a language, and what is to be said there. A test holds it to what the compiler says. */
export const languagePlaces: readonly { readonly path: string; readonly what: string }[] = [
  { path: 'packages/domain/src/', what: 'what the language calls itself (`words.ts`); the words of each metric, measure and permission, beside what they name' },
  { path: 'packages/presentation/src/', what: 'its dictionary (`words-en.ts` is the model, `words.ts` lists them), how it writes numbers and days where that is not as ICU has it (`format.ts`), the titles of panels, and the names of keys' },
  { path: 'apps/terminal/src/', what: 'what only the command line says (`words.ts`)' },
  { path: 'packages/accounts/src/', what: 'why a new password is refused (`password.ts`)' },
  { path: 'apps/server/src/', what: 'what is wrong with an organisation that is to be set up (`founding.ts`)' },
  { path: 'packages/importers/src/', what: 'what importers say of files that they leave out or cannot read' },
  { path: 'tools/src/docs/', what: 'the headings of the generated pages' },
];
