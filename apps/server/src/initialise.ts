import { passwordProblem } from '@pegel/accounts';
import { isTimeZone, nameChoices, slugOf, type NameChoice } from '@pegel/domain';
import { z } from 'zod';
import { openFolder, type OpenOptions } from './data-folder.js';
import { SetupError } from './setup-error.js';

export interface InitialiseOptions {
  readonly data: string;
  /** The name, such as "Nordwind AG". */
  readonly organisation: string;
  readonly timeZone: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  readonly names: NameChoice;
  readonly extraUsage: boolean;
  readonly currency: string;
  readonly demo?: boolean;
  /** Hears what happens to a folder of an earlier version first. */
  readonly announce?: OpenOptions['announce'];
}

/** What the founder gets; the two tokens are not shown again. */
export interface Initialised {
  readonly organisation: string;
  readonly ownerToken: string;
  readonly ingestKey: string;
}

/** Makes an organisation in a data folder, with its owner and its keys, and the folder where there is none. */
export async function initialise(options: InitialiseOptions): Promise<Initialised> {
  const { timeZone, names, extraUsage, currency } = options;
  const name = options.organisation.trim();
  const slug = slugOf(name);
  const owner = { email: options.ownerEmail.trim(), password: options.ownerPassword };
  check(options, slug, owner.email);

  const folder = await openFolder(options.data, { create: true, announce: options.announce });
  try {
    const organisation = { slug, name, timeZone, weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], currency, extraUsage, names, demo: options.demo ?? false } as const;
    const made = await folder.accounts.found({ organisation, owner });
    switch (made.kind) {
      case 'founded':
        return { organisation: slug, ownerToken: made.ownerToken, ingestKey: made.ingestKey };
      case 'slug-taken':
        throw new SetupError(2, `There is already an organisation called ${slug} in ${options.data}. Nothing was changed.`);
      case 'other-password':
        throw new SetupError(2, `${owner.email} already has an account in ${options.data}, with another password. Give that one; nothing was changed.`);
    }
  } finally {
    await folder.close();
  }
}

const nameMax = 200;

function check({ organisation, timeZone, ownerPassword, names, currency }: InitialiseOptions, slug: string, email: string): void {
  const wrong = (message: string): never => {
    throw new SetupError(2, message);
  };
  if (slug === '') wrong(`The organisation's name needs a letter from a to z or a digit, for its address; got "${organisation}".`);
  if ([...organisation].length > nameMax) wrong(`The organisation's name may have at most ${nameMax} characters.`);
  if (!isTimeZone(timeZone)) wrong(`There is no time zone "${timeZone}"; use an IANA name such as Europe/Berlin.`);
  // The same rule that signing in has: an address that it refuses could never sign in.
  if (!z.email().safeParse(email).success) wrong(`The owner's e-mail address must look like h@nordwind.example; got "${email}".`);
  const problem = passwordProblem(ownerPassword, email);
  if (problem !== null) wrong(problem.en);
  if (!nameChoices.includes(names)) wrong(`names must be one of ${nameChoices.join(', ')}; got "${String(names)}".`);
  if (!/^[A-Z]{3}$/.test(currency)) wrong(`The currency must be a code of three capital letters, such as USD; got "${currency}".`);
}
