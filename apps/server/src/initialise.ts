import { languages, type Language, type NameChoice } from '@pegel/domain';
import { openFolder, type OpenOptions } from './data-folder.js';
import { checkedFounding } from './founding.js';
import { SetupError } from './setup-error.js';

export interface InitialiseOptions {
  readonly data: string;
  /** The name, such as "Nordwind AG". */
  readonly organisation: string;
  readonly timeZone: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  readonly names: NameChoice;
  /** Why names appear like that; scripts exist that give none. */
  readonly namesReason?: string | undefined;
  /** What numbers by person may be looked at for; none is asked for where there is none. */
  readonly purposes?: readonly string[] | undefined;
  readonly groupSize?: number | undefined;
  readonly extraUsage: boolean;
  readonly currency: string;
  /** What a month may cost, as a decimal; nothing is set where it is missing. */
  readonly budget?: string | undefined;
  readonly demo?: boolean;
  /** What is wrong is said in it; English, where there is none. */
  readonly language?: Language;
  /** Where the key of the names lies or is made, whatever the environment says. */
  readonly keyFile?: string;
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
  const { organisation: name, timeZone, names, namesReason = '', purposes, groupSize, extraUsage, currency, budget, ownerEmail: email, ownerPassword: password } = options;
  const checked = checkedFounding({ organisation: { name, timeZone, weekStart: 'monday', fiscalYearStart: 1, currency, budget, extraUsage, names, namesReason, purposes, groupSize }, owner: { email, password } }, options.language ?? languages[0]);
  if ('problems' in checked) throw new SetupError(2, checked.problems.map(({ message }) => message).join(' '));
  const { organisation, ...rest } = checked.founding;

  const folder = await openFolder(options.data, { create: true, announce: options.announce, keyFile: options.keyFile });
  try {
    // One of that name may have its slug from an earlier version, which spelt other slugs than this one does.
    const namesake = folder.accounts.organisations().find((known) => known.name === organisation.name);
    if (namesake !== undefined) throw taken(namesake.slug, options);
    const made = await folder.accounts.found({ organisation: { ...organisation, demo: options.demo ?? false }, ...rest });
    switch (made.kind) {
      case 'founded':
        return { organisation: organisation.slug, ownerToken: made.ownerToken, ingestKey: made.ingestKey };
      case 'slug-taken':
        throw taken(organisation.slug, options);
      case 'no-password':
        throw new SetupError(2, {
          en: `${rest.owner.email} has an account in ${options.data} that signs in through an identity provider. Give it a password first, with "pegel password"; nothing was changed.`,
          de: `${rest.owner.email} hat in ${options.data} ein Konto, das sich über einen Identitätsanbieter anmeldet. Geben Sie ihm zuerst mit „pegel password“ ein Passwort; geändert wurde nichts.`,
        });
      case 'other-password':
        throw new SetupError(2, {
          en: `${rest.owner.email} already has an account in ${options.data}, with another password. Give that one; nothing was changed.`,
          de: `${rest.owner.email} hat in ${options.data} schon ein Konto, mit einem anderen Passwort. Geben Sie dieses an; geändert wurde nichts.`,
        });
    }
  } finally {
    await folder.close();
  }
}

const taken = (slug: string, { data }: InitialiseOptions): SetupError => new SetupError(2, {
  en: `There is already an organisation called ${slug} in ${data}. Nothing was changed.`,
  de: `In ${data} gibt es schon eine Organisation, die ${slug} heißt. Geändert wurde nichts.`,
});
