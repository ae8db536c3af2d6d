import { passwordProblem, type Founding } from '@pegel/accounts';
import { budgetProblem, formatAmount, groupSizeProblem, isTimeZone, nameChoices, parseAmount, purposesProblem, reasonProblem, refusalSentence, reservedSlugs, shown, slugOf, usualPrivacy, weekStarts, type Language, type Words } from '@pegel/domain';
import { refusalText } from '@pegel/presentation';
import { z } from 'zod';

const nameMax = 200;

/** What is said of a value that is wrong, or missing. */
const says = {
  name: (value) => ({ en: `The organisation's name must be text; got ${shown(value)}.`, de: `Der Name der Organisation muss ein Text sein; angegeben ist ${shown(value)}.` }),
  week: (value) => ({ en: `The week must begin on ${weekStarts.join(', ')}; got ${shown(value)}.`, de: `Die Woche muss mit einem von ${weekStarts.join(', ')} beginnen; angegeben ist ${shown(value)}.` }),
  extraUsage: (value) => ({ en: `Whether there is extra usage must be true or false; got ${shown(value)}.`, de: `Ob es „zusätzliche Nutzung“ gibt, muss true oder false sein; angegeben ist ${shown(value)}.` }),
  names: (value) => ({ en: `How names appear must be chosen: one of ${nameChoices.join(', ')}; got ${shown(value)}.`, de: `Wie Namen erscheinen, muss gewählt werden: eines von ${nameChoices.join(', ')}; angegeben ist ${shown(value)}.` }),
  reason: (value) => ({ en: `Why names appear like that must be said, in a text; got ${shown(value)}.`, de: `Warum Namen so erscheinen, muss als Text gesagt werden; angegeben ist ${shown(value)}.` }),
  password: () => ({ en: "The owner's password must be text.", de: 'Das Passwort des Owners muss ein Text sein.' }),
  purposes: (value) => ({ en: `purposes must be a list of texts; got ${shown(value)}.`, de: `Zwecke müssen eine Liste von Texten sein; angegeben ist ${shown(value)}.` }),
  zone: (value) => ({ en: `There is no time zone ${shown(value)}; use an IANA name such as Europe/Berlin.`, de: `Die Zeitzone ${shown(value)} gibt es nicht; verwenden Sie einen Namen der IANA, etwa Europe/Berlin.` }),
  month: (value) => ({ en: `The fiscal year must begin with a month from 1 to 12; got ${shown(value)}.`, de: `Das Geschäftsjahr muss mit einem Monat von 1 bis 12 beginnen; angegeben ist ${shown(value)}.` }),
  currency: (value) => ({ en: `The currency must be a code of three capital letters, such as USD; got ${shown(value)}.`, de: `Die Währung muss ein Code aus drei Großbuchstaben sein, etwa USD; angegeben ist ${shown(value)}.` }),
  address: (value) => ({ en: `The owner's e-mail address must look like h@nordwind.example; got ${shown(value)}.`, de: `Die E-Mail-Adresse des Owners muss aussehen wie h@nordwind.example; angegeben ist ${shown(value)}.` }),
} satisfies Readonly<Record<string, (value: unknown) => Words>>;

const noField: Words = { en: 'There is no such field.', de: 'Dieses Feld gibt es nicht.' };
const noObject: Words = { en: 'It must be an object.', de: 'Es muss ein Objekt sein.' };

function nameProblem(value: string): Words | null {
  if ([...value].length > nameMax) return { en: `The organisation's name may have at most ${nameMax} characters.`, de: `Der Name der Organisation darf höchstens ${nameMax} Zeichen haben.` };
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return { en: "The organisation's name must be one line of text, without control characters.", de: 'Der Name der Organisation muss eine Zeile Text ohne Steuerzeichen sein.' };
  const slug = slugOf(value);
  if (slug === '') return { en: `The organisation's name needs a letter from a to z or a digit, for its address; got ${shown(value)}.`, de: `Der Name der Organisation braucht für ihre Adresse einen Buchstaben von a bis z oder eine Ziffer; angegeben ist ${shown(value)}.` };
  return reservedSlugs.includes(slug) ? { en: `The organisation's address would be /${slug}, which is one of the program's own. Choose a longer name.`, de: `Die Adresse der Organisation wäre /${slug}, eine des Programms selbst. Wählen Sie einen längeren Namen.` } : null;
}

type Problem = ReturnType<typeof reasonProblem>;

/** What is wished for, with what is wrong of it said in a language. */
function wishIn(language: Language) {
  const saying = (sentence: (value: unknown) => Words) => ({ error: ({ input }: { readonly input?: unknown }) => sentence(input)[language] });
  const sentenceOf = (problem: Problem): string => (problem === null ? '' : (refusalText(problem, language) ?? refusalSentence(problem)));
  const complain = (context: z.RefinementCtx, message: string | undefined) => {
    if (message !== undefined && message !== '') context.addIssue({ code: 'custom', message });
  };
  const organisation = z.strictObject({
    name: z.string(saying(says.name)).trim().superRefine((value, context) => complain(context, nameProblem(value)?.[language])),
    timeZone: z.string(saying(says.zone)).refine(isTimeZone, saying(says.zone)),
    weekStart: z.enum(weekStarts, saying(says.week)),
    fiscalYearStart: z.int(saying(says.month)).min(1, saying(says.month)).max(12, saying(says.month)),
    currency: z.string(saying(says.currency)).regex(/^[A-Z]{3}$/, saying(says.currency)),
    budget: z.unknown().superRefine((budget, context) => complain(context, sentenceOf(budgetProblem(budget)))).transform((budget) => (typeof budget === 'string' ? formatAmount(parseAmount(budget)) : null)).default(null),
    extraUsage: z.boolean(saying(says.extraUsage)),
    names: z.enum(nameChoices, saying(says.names)),
    namesReason: z.string(saying(says.reason)).trim().superRefine((text, context) => complain(context, text === '' ? '' : sentenceOf(reasonProblem(text)))),
    purposes: z.array(z.string(saying(says.purposes)), saying(says.purposes)).superRefine((list, context) => complain(context, sentenceOf(purposesProblem(list)))).default([...usualPrivacy.purposes]),
    groupSize: z.unknown().superRefine((size, context) => complain(context, sentenceOf(groupSizeProblem(size)))).transform(Number).default(usualPrivacy.groupSize),
  });
  const owner = z
    .strictObject({
      // The same rule that signing in has: an address that it refuses could never sign in.
      email: z.string(saying(says.address)).trim().pipe(z.email(saying(says.address))),
      password: z.string(saying(says.password)),
    })
    .superRefine(({ email, password }, context) => {
      const problem = passwordProblem(password, email);
      if (problem !== null) context.addIssue({ code: 'custom', path: ['password'], message: problem[language] });
    });
  return z.strictObject({ organisation, owner });
}

/** Something that is wrong in what somebody chose. */
interface FoundingProblem {
  /** The field, such as `organisation.timeZone`. */
  readonly field: string;
  readonly message: string;
}

type CheckedFounding = { readonly founding: Founding } | { readonly problems: readonly FoundingProblem[] };

/**
 * What somebody chose for a new organisation, from a command line or a form: everything that is needed, nothing else, and each
 * of it possible. An empty reason for how names appear is one that nobody gave, and the history of settings says so.
 */
export function checkedFounding(input: unknown, language: Language): CheckedFounding {
  const parsed = wishIn(language).safeParse(input);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, language)) };
  const { organisation: { namesReason, ...wanted }, owner: founder } = parsed.data;
  return { founding: { organisation: { slug: slugOf(wanted.name), ...wanted, sourceOrder: [], retentionDays: usualPrivacy.retentionDays, demo: false }, namesReason, owner: founder } };
}

function problemsOf(issue: z.core.$ZodIssue, language: Language): FoundingProblem[] {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.').slice(0, 100), message: noField[language] }));
    case 'invalid_type':
      // Of a value that has a sentence of its own, the sentence; of a part that is no object, what it must be.
      return [{ field, message: issue.expected === 'object' ? noObject[language] : issue.message }];
    default:
      return [{ field, message: issue.message }];
  }
}
