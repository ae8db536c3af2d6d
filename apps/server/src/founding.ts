import { passwordProblem, type Founding } from '@pegel/accounts';
import { budgetProblem, formatAmount, groupSizeProblem, isTimeZone, nameChoices, parseAmount, purposesProblem, reasonProblem, refusalSentence, reservedSlugs, shown, slugOf, usualPrivacy, weekStarts } from '@pegel/domain';
import { z } from 'zod';

const nameMax = 200;

/** A sentence about a value that is wrong, or missing. */
const saying = (sentence: (value: unknown) => string) => ({ error: ({ input }: { readonly input?: unknown }) => sentence(input) });

const name = z
  .string(saying((value) => `The organisation's name must be text; got ${shown(value)}.`))
  .trim()
  .superRefine((value, context) => {
    const problem = nameProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

function nameProblem(value: string): string | null {
  if ([...value].length > nameMax) return `The organisation's name may have at most ${nameMax} characters.`;
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return "The organisation's name must be one line of text, without control characters.";
  const slug = slugOf(value);
  if (slug === '') return `The organisation's name needs a letter from a to z or a digit, for its address; got ${shown(value)}.`;
  return reservedSlugs.includes(slug) ? `The organisation's address would be /${slug}, which is one of the program's own. Choose a longer name.` : null;
}

const organisation = z.strictObject({
  name,
  timeZone: z.string(saying(noZone)).refine(isTimeZone, saying(noZone)),
  weekStart: z.enum(weekStarts, saying((value) => `The week must begin on ${weekStarts.join(', ')}; got ${shown(value)}.`)),
  fiscalYearStart: z.int(saying(noMonth)).min(1, saying(noMonth)).max(12, saying(noMonth)),
  currency: z.string(saying(noCurrency)).regex(/^[A-Z]{3}$/, saying(noCurrency)),
  budget: z.unknown().superRefine((budget, context) => complain(context, budgetProblem(budget))).transform((budget) => (typeof budget === 'string' ? formatAmount(parseAmount(budget)) : null)).default(null),
  extraUsage: z.boolean(saying((value) => `Whether there is extra usage must be true or false; got ${shown(value)}.`)),
  names: z.enum(nameChoices, saying((value) => `How names appear must be chosen: one of ${nameChoices.join(', ')}; got ${shown(value)}.`)),
  namesReason: z.string(saying((value) => `Why names appear like that must be said, in a text; got ${shown(value)}.`)).trim().refine((text) => text === '' || reasonProblem(text) === null, saying((value) => sentenceOf(reasonProblem(String(value))))),
  purposes: z.array(z.string(saying(noPurpose)), saying(noPurpose)).superRefine((list, context) => complain(context, purposesProblem(list))).default([...usualPrivacy.purposes]),
  groupSize: z.unknown().superRefine((size, context) => complain(context, groupSizeProblem(size))).transform(Number).default(usualPrivacy.groupSize),
});

const sentenceOf = (problem: ReturnType<typeof reasonProblem>): string => (problem === null ? '' : refusalSentence(problem));

function complain(context: z.RefinementCtx, problem: ReturnType<typeof reasonProblem>): void {
  if (problem !== null) context.addIssue({ code: 'custom', message: refusalSentence(problem) });
}

const owner = z
  .strictObject({
    // The same rule that signing in has: an address that it refuses could never sign in.
    email: z.string(saying(noAddress)).trim().pipe(z.email(saying(noAddress))),
    password: z.string(saying(() => "The owner's password must be text.")),
  })
  .superRefine(({ email, password }, context) => {
    const problem = passwordProblem(password, email);
    if (problem !== null) context.addIssue({ code: 'custom', path: ['password'], message: problem.en });
  });

function noPurpose(value: unknown): string {
  return `purposes must be a list of texts; got ${shown(value)}.`;
}

function noZone(value: unknown): string {
  return `There is no time zone ${shown(value)}; use an IANA name such as Europe/Berlin.`;
}

function noMonth(value: unknown): string {
  return `The fiscal year must begin with a month from 1 to 12; got ${shown(value)}.`;
}

function noCurrency(value: unknown): string {
  return `The currency must be a code of three capital letters, such as USD; got ${shown(value)}.`;
}

function noAddress(value: unknown): string {
  return `The owner's e-mail address must look like h@nordwind.example; got ${shown(value)}.`;
}

const wish = z.strictObject({ organisation, owner });

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
export function checkedFounding(input: unknown): CheckedFounding {
  const parsed = wish.safeParse(input);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(problemsOf) };
  const { organisation: { namesReason, ...wanted }, owner: founder } = parsed.data;
  return { founding: { organisation: { slug: slugOf(wanted.name), ...wanted, sourceOrder: [], retentionDays: usualPrivacy.retentionDays, demo: false }, namesReason, owner: founder } };
}

function problemsOf(issue: z.core.$ZodIssue): FoundingProblem[] {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.').slice(0, 100), message: 'There is no such field.' }));
    case 'invalid_type':
      // Of a value that has a sentence of its own, the sentence; of a part that is no object, what it must be.
      return [{ field, message: issue.expected === 'object' ? 'It must be an object.' : issue.message }];
    default:
      return [{ field, message: issue.message }];
  }
}
