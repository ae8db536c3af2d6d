import { addDays, daysOf, memberships, type Day, type Membership, type MetricName, type Period } from '@pegel/domain';
import { CountedOnce, pinned, workedOut, type Alike, type Equation, type Known } from '@pegel/domain/testing';
import { departmentOn, groupRange, twoHundredPeople, type Somebody } from './group-world.js';
import { openIn, type There } from './group-worlds.js';
import { reached } from './progress.js';

/** Of two hundred people who belongs to what is no secret to whoever attacks. */
const people = twoHundredPeople();
const days = daysOf(groupRange);
/** Numbers of the last days look back to before the range. */
export const windows: Readonly<Partial<Record<MetricName, number>>> = { weeklyActiveUsers: 7, monthlyActiveUsers: 30 };
/** Metrics that count the same people, over other days. */
const families: Readonly<Partial<Record<MetricName, readonly MetricName[]>>> = { activeUsers: ['activeUsers', 'weeklyActiveUsers', 'monthlyActiveUsers'] };

const byEmail = new Map(people.map((one) => [one.email, one]));
const isListed = (one: Somebody | undefined, day: Day): boolean => one !== undefined && (one.comes === null || day >= one.comes) && (one.leaves === null || day < one.leaves);
export const belongs = (email: string, dimension: Membership, key: string, day: string): boolean => {
  const one = byEmail.get(email);
  const own = one === undefined || !isListed(one, day) ? [] : dimension === 'group' ? one.groups : [dimension === 'department' ? departmentOn(one, day) : one.costCentre].filter((text) => text !== null);
  return own.includes(key) || (own.length === 0 && key === '@unattributed');
};

/** A number of everybody or of a group, as it is told; `null`: hidden. */
export interface Cell {
  readonly metric: MetricName;
  readonly period: Period;
  readonly group: string | null;
  readonly dimension: Membership | null;
  readonly value: number | null;
}

export const keysOf = (dimension: Membership): readonly string[] => {
  const own = people.flatMap((one): readonly (string | null)[] => (dimension === 'group' ? one.groups : [dimension === 'department' ? one.department : one.costCentre]));
  return [...new Set(own.filter((key) => key !== null)), '@unattributed'];
};

/** Everybody of a day who belongs to the same is one unknown number. */
function unknowns() {
  const keys = memberships.flatMap((dimension) => keysOf(dimension).map((key) => [dimension, key] as const));
  const numbers = new Map<string, { readonly number: number; readonly day: string; readonly of: ReadonlySet<string>; people: number }>();
  for (const day of days) {
    for (const one of people) {
      if ((one.comes !== null && day < one.comes) || (one.leaves !== null && day >= one.leaves)) continue;
      const of = new Set(keys.filter(([dimension, key]) => belongs(one.email, dimension, key, day)).map(([dimension, key]) => `${dimension} ${key}`));
      const text = `${day} ${[...of].join()}`;
      const known = numbers.get(text) ?? { number: numbers.size, day, of, people: 0 };
      known.people += 1;
      numbers.set(text, known);
    }
  }
  return [...numbers.values()];
}

/** Whether a number is more than nought, as a person with a pencil counts. */
type IsMore = (cell: Cell) => boolean;

/** A group that is nowhere told has no numbers in this range; that it did nothing where everybody around it did nothing is no secret. */
function secretsOf(cells: readonly Cell[], isMore: IsMore): readonly Cell[] {
  const isTold = new Set(cells.flatMap(({ dimension, group, value }) => (value === null ? [] : [`${dimension ?? ''} ${group ?? ''}`])));
  return cells.filter((cell) => cell.value === null && cell.dimension !== null && (isTold.has(`${cell.dimension} ${cell.group ?? ''}`) || isMore(cell)));
}

/** What is told of a metric, and what is hidden, as sums of unknown numbers. */
function equationsOf(cells: readonly Cell[], isMore: IsMore) {
  const all = unknowns();
  const equation = ({ dimension, group, period, value }: Cell): Equation & { readonly value: number } => ({
    name: `${dimension ?? 'everybody'} ${group ?? ''} ${period.from} ${period.to}`, isNought: value === 0, value: value ?? 0,
    of: all.filter(({ day, of }) => day >= period.from && day <= period.to && (dimension === null || of.has(`${dimension} ${group ?? ''}`))).map(({ number }) => number),
  });
  const usable = cells.filter(({ group }) => group !== '@service');
  const told = usable.filter(({ value }) => value !== null).map(equation);
  const secret = secretsOf(usable, isMore).map(equation);
  return { told, secret: secret.filter(({ of }) => of.length > 0) };
}

/** What somebody with all told cells of a metric works out of the hidden ones. */
export function recovered(cells: readonly Cell[], isMore: IsMore): string[] {
  const { told, secret } = equationsOf(cells, isMore);
  return workedOut(told, secret);
}

/** Without what services did. */
function ofPeople(cells: readonly Cell[]): readonly Cell[] {
  const ofServices = new Map(cells.flatMap(({ metric, group, period, value }) => (group === '@service' ? [[`${metric} ${period.from} ${period.to}`, value ?? 0] as const] : [])));
  return cells.map((cell) => (cell.dimension === null ? { ...cell, value: (cell.value ?? 0) - (ofServices.get(`${cell.metric} ${cell.period.from} ${cell.period.to}`) ?? 0) } : cell));
}

/** The same of numbers that add up over days, for somebody who knows, too, that these are whole numbers and none is less than nought. */
export async function recoveredInWholeNumbers(cells: readonly Cell[], isMore: IsMore): Promise<string[]> {
  const { told, secret } = equationsOf(ofPeople(cells), isMore);
  const largest = Math.max(0, ...told.map(({ value }) => value));
  const all = unknowns();
  // What nobody is known of counts for everybody and beside all groups; there is one such unknown a day.
  const nobody = (name: string): readonly number[] => days.flatMap((day, at) => (name.startsWith('everybody') || name.includes('@unattributed') ? (name.slice(-21, -11) <= day && day <= name.slice(-10) ? [all.length + at] : []) : []));
  const most = [...all, ...days].map(() => largest);
  return pinned(most, told.map(({ name, of, value }): Known => ({ of: [...of, ...nobody(name)], least: value, most: value })), secret.map((cell) => ({ ...cell, of: [...cell.of, ...nobody(cell.name)] })));
}

/**
 * Of numbers of people, who are counted once however often they come, for somebody who knows as well how many people belong to the
 * same: on days, in weeks and over the range, in all metrics that count the same people. What is another in some world in which all
 * that is told is the same is open, and only what is left is looked for by the solver: what is of a day, a week or the range with all of
 * these, and what is of the days before a day with those of that day, and of some days with all of both.
 */
export async function recoveredPeople(metric: MetricName, cells: readonly Cell[], { isMore, wasThere }: Counted, besideAll: (day: Day) => boolean): Promise<string[]> {
  const own = ofPeople(cells).filter((cell) => cell.group !== '@service' && (families[metric] ?? [metric]).includes(cell.metric));
  const slices = new Map(own.filter((cell) => cell.metric === metric).map(({ period }) => [`${period.from} ${period.to}`, period]));
  const isSlice = (cell: Cell): boolean => slices.has(`${looksAt(cell).from} ${looksAt(cell).to}`);
  const numbers = new Map(own.map((cell) => [{ dimension: cell.dimension, group: cell.group, days: looksAt(cell), value: cell.value }, cell]));
  const open = new Set([...openIn([...numbers.keys()], [...slices.values()], thereOf(wasThere))].map((number) => numbers.get(number)));
  const isSecret = (cell: Cell): boolean => !open.has(cell);
  reached(`${metric}: of ${secretsOf(own, isMore).length} hidden numbers ${secretsOf(own, isMore).filter(isSecret).length} are to stay hidden and the same in each world that was looked at`);
  const found = await recoveredTogether(own.filter(isSlice), isMore, isSecret);
  const alone = own.filter((cell) => !isSlice(cell));
  const nameOf = ({ metric: name, period }: Cell): string => `${name} ${period.to}`;
  for (const name of new Set(alone.map(nameOf))) {
    const looked = alone.filter((cell) => nameOf(cell) === name);
    found.push(...(await recoveredTogether([...(looked.some(({ period: { to } }) => besideAll(to)) ? own.filter(isSlice) : []), ...looked], isMore, isSecret)));
  }
  return found;
}

/** What a person with a pencil counts. */
interface Counted {
  readonly isMore: IsMore;
  readonly wasThere: WasThere;
}

/** Whether somebody did on a day what a metric counts. */
type WasThere = (email: string, day: Day) => boolean;

function thereOf(wasThere: WasThere): There {
  const all = daysOf({ from: addDays(groupRange.from, -29), to: groupRange.to });
  return {
    people: people.map(({ email }) => email),
    days: new Map(people.map(({ email }) => [email, new Set(all.filter((day) => wasThere(email, day)))])),
    isListed: (person, day) => isListed(byEmail.get(person), day),
    isIn: belongs,
  };
}

const looksAt = ({ metric, period }: Cell): Period => (windows[metric] === undefined ? period : { from: addDays(period.to, 1 - windows[metric]), to: period.to });

async function recoveredTogether(cells: readonly Cell[], isMore: IsMore, isSecret: (cell: Cell) => boolean): Promise<string[]> {
  const secrets = secretsOf(cells, isMore).filter(isSecret);
  if (secrets.length === 0) return [];
  const spans = cells.map(looksAt);
  const all = daysOf({ from: spans.map(({ from }) => from).sort()[0] ?? groupRange.from, to: groupRange.to });
  const counted = new CountedOnce(alikeOn(all), all);
  const sum = (cell: Cell): readonly number[] => counted.sumOf(cell.dimension === null ? null : `${cell.dimension} ${cell.group ?? ''}`, looksAt(cell));
  const told = cells.flatMap((cell): Known[] => (cell.value === null ? [] : [{ of: sum(cell), least: cell.value, most: cell.value }]));
  const secret = secrets.map((cell): Equation => ({ name: [cell.metric, cell.dimension, cell.group, cell.period.from, cell.period.to].join(' '), of: sum(cell), isNought: false })).filter(({ of }) => of.length > 0);
  reached(`${secret.length} of ${cells[0]?.metric ?? ''} up to ${cells[0]?.period.to ?? ''}, held against ${told.length} that are told`);
  return pinned(counted.most, [...told, ...counted.relations()], secret);
}

/** People who belong to the same on each of some days. */
function alikeOn(some: readonly Day[]): readonly Alike[] {
  const keys = memberships.flatMap((dimension) => keysOf(dimension).map((key) => [dimension, key] as const));
  const found = new Map<string, { most: number; readonly of: ReadonlyMap<Day, ReadonlySet<string>> }>();
  for (const one of people) {
    const of = new Map(some.map((day) => [day, new Set(keys.filter(([dimension, key]) => belongs(one.email, dimension, key, day)).map(([dimension, key]) => `${dimension} ${key}`))]));
    const text = [...of.values()].map((groups) => [...groups].join()).join('\n');
    const known = found.get(text) ?? { most: 0, of };
    known.most += 1;
    found.set(text, known);
  }
  return [...found.values()].map(({ most, of }) => ({ most, isIn: (group, day) => of.get(day)?.has(group) === true }));
}
