import { setImmediate as othersFirst } from 'node:timers/promises';
import { dayNumber, type Organisation, type Since } from '@pegel/domain';
import type { Cube } from './cube/cube.js';
import { daysAhead } from './days-ahead.js';
import type { DirectoryHistories } from './directory-history.js';
import type { Ledger } from './ledger.js';
import { momentMilliseconds, unawaitedMilliseconds } from './moment-lengths.js';

/** So many of the last days are made first, and so on: whoever looks at a month, at one beside another, or at a quarter and what its first days look back on, waits for no year. */
const stageDays = [35, 70, 105, 160, 250, daysAhead] as const;
/** Directories are laid over each other from the first day on, so that there are two stages of them: each begins anew. */
const directoryDays = [160, daysAhead] as const;
/** What is complete may end some days before the last one, and what began before the days of a report may reach into them. */
const daysAround = 5;

/** Some of the last days, once they are there. */
interface Stage {
  readonly days: number;
  readonly made: Promise<void>;
}

/** Since when others have had none. */
interface Turn {
  begun: number;
}

interface Made {
  readonly cube: Cube | null;
  readonly histories: DirectoryHistories;
  ledgerOf(organisation: Organisation): Ledger;
  /** What is read from here on is of one moment. */
  beginMoment(): void;
  isOpen(): boolean;
}

const newTurn = (): Turn => ({ begun: performance.now() });

/** Makes what reports count from before they do, between requests. */
export function preparingIn({ cube, histories, ledgerOf, beginMoment, isOpen }: Made) {
  const running = new Map<number, readonly Stage[]>();
  const endOf = (stages: readonly Stage[]): Promise<void> | undefined => stages.at(-1)?.made;

  function* ahead(organisation: Organisation, isAwaited: boolean, days: number): Generator<void> {
    if (cube !== null) yield* cube.ahead(organisation, ledgerOf(organisation).id, isAwaited, days);
    // Where columns have no room, directories that nobody has asked for have none either.
    const columns = cube?.size() ?? null;
    if (isAwaited || columns === null || columns.bytes < columns.bytesMax) yield* histories.ahead(organisation, () => ledgerOf(organisation), directoryDays.find((most) => most >= days) ?? daysAhead);
  }

  async function make(organisation: Organisation, isAwaited: boolean, days: number, turn: Turn): Promise<void> {
    const moment = isAwaited ? momentMilliseconds : unawaitedMilliseconds;
    beginMoment();
    for (const _ of ahead(organisation, isAwaited, days)) {
      if (performance.now() - turn.begun < moment) continue;
      await othersFirst();
      if (!isAwaited) await Promise.all([...running.values()].map(endOf));
      if (!isOpen()) return;
      beginMoment();
      turn.begun = performance.now();
    }
  }

  function stagesOf(organisation: Organisation, ledger: number): readonly Stage[] {
    const turn = newTurn();
    let before = Promise.resolve();
    const stages = stageDays.map((days): Stage => {
      const made = (before = before.then(() => make(organisation, true, days, turn)));
      // Where nobody waits for it, what was not made ahead is made for whoever needs it, who is told why it cannot be.
      made.catch(() => undefined);
      return { days, made };
    });
    endOf(stages)?.finally(() => running.delete(ledger)).catch(() => undefined);
    return stages;
  }

  /** How many of the last days some days reach back to. */
  function daysSince(organisation: Organisation, ledger: number, since: Since): number {
    if (typeof since === 'number') return since;
    const last = cube?.lastDayOf(organisation, ledger) ?? null;
    return last === null ? 0 : dayNumber(last) - dayNumber(since) + 1;
  }

  return {
    async prepare(organisation: Organisation, since: Since = daysAhead): Promise<void> {
      beginMoment();
      const { id } = ledgerOf(organisation);
      // Whoever comes meanwhile waits for the same.
      const stages = running.get(id) ?? stagesOf(organisation, id);
      running.set(id, stages);
      const days = daysSince(organisation, id, since) + daysAround;
      await (stages.find((stage) => stage.days >= days)?.made ?? endOf(stages));
    },
    beforehand: (organisation: Organisation): Promise<void> => make(organisation, false, daysAhead, newTurn()),
  };
}
