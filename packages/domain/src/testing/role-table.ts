import type { RoleName } from '../permissions.js';
import type { Standing } from '../role-rules.js';

/*
 * Who may change whom into what, written by hand and read by people: the code is held to this, and never the other way
 * round. A row is what somebody was, a column what they become. PO Primary Owner, O Owner, A Admin, A+ Admin with
 * view:usage, U Auditor, M Member, - none: not yet a member, or no member any more.
 */
const tableOfOthers = `
PO acts   PO O  A  A+ U  M  -
-         .  y  y  y  y  y  .
PO        .  .  .  .  .  .  .
O         .  y  y  y  y  y  y
A         .  y  y  y  y  y  y
A+        .  y  y  y  y  y  y
U         .  y  y  y  y  y  y
M         .  y  y  y  y  y  y

O acts    PO O  A  A+ U  M  -
-         .  .  y  y  y  y  .
PO        .  .  .  .  .  .  .
O         .  .  .  .  .  .  .
A         .  .  y  y  y  y  y
A+        .  .  y  y  y  y  y
U         .  .  y  y  y  y  y
M         .  .  y  y  y  y  y

A acts    PO O  A  A+ U  M  -
-         .  .  .  .  .  y  .
PO        .  .  .  .  .  .  .
O         .  .  .  .  .  .  .
A         .  .  .  .  .  .  .
A+        .  .  .  .  .  .  .
U         .  .  .  .  .  .  .
M         .  .  .  .  .  y  y

A+ acts   PO O  A  A+ U  M  -
-         .  .  .  .  .  y  .
PO        .  .  .  .  .  .  .
O         .  .  .  .  .  .  .
A         .  .  .  .  .  .  .
A+        .  .  .  .  .  .  .
U         .  .  .  .  .  .  .
M         .  .  .  .  .  y  y

U acts    PO O  A  A+ U  M  -
-         .  .  .  .  .  .  .
PO        .  .  .  .  .  .  .
O         .  .  .  .  .  .  .
A         .  .  .  .  .  .  .
A+        .  .  .  .  .  .  .
U         .  .  .  .  .  .  .
M         .  .  .  .  .  .  .

M acts    PO O  A  A+ U  M  -
-         .  .  .  .  .  .  .
PO        .  .  .  .  .  .  .
O         .  .  .  .  .  .  .
A         .  .  .  .  .  .  .
A+        .  .  .  .  .  .  .
U         .  .  .  .  .  .  .
M         .  .  .  .  .  .  .
`;

/** Of oneself: down or out, and for the Primary Owner neither. */
const tableOfSelf = `
oneself   PO O  A  A+ U  M  -
PO        .  .  .  .  .  .  .
O         .  .  y  y  y  y  y
A         .  .  .  .  .  y  y
A+        .  .  .  .  .  y  y
U         .  .  .  .  .  y  y
M         .  .  .  .  .  .  y
`;

export const standingNames = ['PO', 'O', 'A', 'A+', 'U', 'M'] as const;
export type StandingName = (typeof standingNames)[number];

const roleOf: Readonly<Record<StandingName, RoleName>> = { PO: 'primary-owner', O: 'owner', A: 'admin', 'A+': 'admin', U: 'auditor', M: 'member' };
export const standingNamed = (name: StandingName): Standing => ({ role: roleOf[name], grants: name === 'A+' ? ['view:usage'] : [] });

/** What a table calls somebody; others than these there are none. */
export function nameOfStanding({ role, grants }: Standing): StandingName {
  const name = standingNames.find((candidate) => roleOf[candidate] === role && (candidate === 'A+') === (grants.length > 0));
  if (name === undefined) throw new Error(`${role} is never granted ${grants.join(', ')}.`);
  return name;
}

/** One change the tables speak of; `-` is nobody. */
export interface TableCase {
  readonly actor: StandingName;
  readonly isSelf: boolean;
  readonly was: StandingName | '-';
  readonly becomes: StandingName | '-';
  readonly isAllowed: boolean;
}

const names = (line: string): string[] => line.trim().split(/\s+/);
const isName = (text: string): text is StandingName | '-' => text === '-' || standingNames.some((name) => name === text);

function casesOf(block: string): TableCase[] {
  const [head = '', ...lines] = block.split('\n').filter((line) => line !== '');
  const columns = names(head.replace(' acts', '')).slice(1);
  const isSelf = head.startsWith('oneself');
  return lines.flatMap((line) => {
    const [was = '', ...marks] = names(line);
    return columns.map((becomes, index): TableCase => {
      const actor = isSelf ? was : (names(head)[0] ?? '');
      if (!isName(was) || !isName(becomes) || !isName(actor) || actor === '-') throw new Error(`Not of the table: ${line}`);
      return { actor, isSelf, was, becomes, isAllowed: marks[index] === 'y' };
    });
  });
}

/** Every change there can be, and whether it is allowed. From nobody to nobody is none. */
export const roleTable: readonly TableCase[] = [...tableOfOthers.trim().split('\n\n'), tableOfSelf.trim()].flatMap(casesOf).filter(({ was, becomes }) => was !== '-' || becomes !== '-');

/** What the tables say of a change. */
export function isAllowedByTable(actor: Standing, isSelf: boolean, was: Standing | null, becomes: Standing | null): boolean {
  const name = (standing: Standing | null) => (standing === null ? '-' : nameOfStanding(standing));
  const found = roleTable.find((line) => line.actor === nameOfStanding(actor) && line.isSelf === isSelf && line.was === name(was) && line.becomes === name(becomes));
  if (found === undefined) throw new Error('The table does not speak of this change.');
  return found.isAllowed;
}
