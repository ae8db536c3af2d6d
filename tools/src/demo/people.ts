import { demoOrganisation } from './organisation.js';
import { firstNames, inAscii, lastNames } from './names.js';
import { randomOf, type Random } from './random.js';

interface DepartmentPlan {
  /** Its share of the people, in percent. */
  readonly share: number;
  readonly costCentres: readonly string[];
  /** How many of its people code with the assistant. */
  readonly coders: number;
}

export const departments = {
  Engineering: { share: 26, costCentres: ['4711', '4712', '4713'], coders: 0.8 },
  Sales: { share: 18, costCentres: ['4720', '4721'], coders: 0.01 },
  Operations: { share: 15, costCentres: ['4730', '4731'], coders: 0.12 },
  Support: { share: 12, costCentres: ['4740'], coders: 0.06 },
  Marketing: { share: 11, costCentres: ['4750'], coders: 0.03 },
  Finance: { share: 8, costCentres: ['4760'], coders: 0.05 },
  People: { share: 5, costCentres: ['4770'], coders: 0 },
  Legal: { share: 5, costCentres: ['4780'], coders: 0 },
} as const satisfies Record<string, DepartmentPlan>;
export type Department = keyof typeof departments;
const departmentNames = Object.keys(departments) as Department[]; // Object.keys forgets the literal keys.

/** What does not change about somebody, once drawn. */
export interface Person {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly seat: 'standard' | 'premium';
  /** Where among colleagues, from 0 for the keenest user to 1 for one who never opens the assistant. */
  readonly reserve: number;
  /** Chats on an active day compared with a typical colleague. */
  readonly intensity: number;
  /** Below the share of coders in a department: codes with the assistant there. */
  readonly codingAptitude: number;
  /** Below 0.15: hands whole tasks over. */
  readonly delegation: number;
}

/** Draws people one after the other and gives each an address that nobody has yet. */
export function makeRecruiter(seed: number): () => Person {
  const taken = new Map<string, number>();
  let number = 0;
  return () => {
    number += 1;
    const random = randomOf(seed, 'person', number);
    const [first, last] = number === 1 ? ownersName : [random.pick(firstNames), random.pick(lastNames)];
    const local = `${inAscii(first).charAt(0)}.${inAscii(last)}`;
    const count = (taken.get(local) ?? 0) + 1;
    taken.set(local, count);
    const owner = number === 1;
    return {
      number,
      id: `user_${number}`,
      name: `${first} ${last}`,
      email: `${local}${count > 1 ? count : ''}@${demoOrganisation.emailDomain}`,
      groups: owner ? ['Hamburg', 'Pilot', 'AI Champions', 'Managers'] : groupsOf(number, random),
      seat: random.chance(0.16) ? 'premium' : 'standard',
      reserve: owner ? 0.02 : random.next(),
      intensity: Math.exp(random.normal(-0.08, 0.4)),
      codingAptitude: owner ? 1 : random.next(),
      delegation: random.next(),
    };
  };
}

const [ownersFirst = '', ownersLast = ''] = demoOrganisation.ownerName.split(' ');
const ownersName = [ownersFirst, ownersLast] as const;

const offices = [
  { name: 'Hamburg', share: 45 },
  { name: 'Berlin', share: 30 },
  { name: 'München', share: 17 },
  // Some work from home and belong to no office.
  { name: null, share: 8 },
];

function groupsOf(number: number, random: Random): string[] {
  const office = random.weighted(offices, ({ share }) => share).name;
  return [
    ...(office === null ? [] : [office]),
    ...(number <= 60 && random.chance(0.6) ? ['Pilot'] : []),
    ...(random.chance(0.06) ? ['AI Champions'] : []),
    ...(random.chance(0.1) ? ['Managers'] : []),
  ];
}

export interface Post {
  readonly department: Department;
  readonly costCentre: string | null;
}

/** A department for somebody, and one of its cost centres; a few people were never given one. */
export function drawPost(random: Random): Post {
  const department = random.weighted(departmentNames, (name) => departments[name].share);
  const costCentre = random.pick<string>(departments[department].costCentres);
  return { department, costCentre: random.chance(0.06) ? null : costCentre };
}
