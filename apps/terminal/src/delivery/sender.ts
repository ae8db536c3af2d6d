import type { Account, WireDirectory, WireEvent } from '@pegel/domain';
import { emptyAccount, sumOfAccounts } from './account-sum.js';
import { Batch } from './batches.js';
import { sendDirectory, sendEvents, type Door } from './door.js';

/** Sends events in batches while the next ones are still being read, and directories as they come, and adds the accounts up. */
export class Sender {
  #batch = new Batch();
  #total = emptyAccount;
  #inFlight: Promise<Account> | null = null;

  constructor(readonly door: Door) {}

  async add(event: WireEvent): Promise<void> {
    if (this.#batch.add(event)) return;
    await this.#dispatch();
    this.#batch.add(event);
  }

  /** Sends a snapshot at once, after the events before it. */
  async direct(snapshot: WireDirectory): Promise<void> {
    if (!this.#batch.isEmpty) await this.#dispatch();
    await this.#landed();
    this.#total = sumOfAccounts(this.#total, await sendDirectory(this.door, snapshot));
  }

  /** The account of everything, once the last batch is in. */
  async finish(): Promise<Account> {
    if (!this.#batch.isEmpty) await this.#dispatch();
    await this.#landed();
    return this.#total;
  }

  /** What is accounted for so far. */
  get soFar(): Account {
    return this.#total;
  }

  async #dispatch(): Promise<void> {
    await this.#landed();
    this.#inFlight = sendEvents(this.door, this.#batch.body);
    // Whoever awaits it next hears of a failure; until then it must not count as unhandled.
    this.#inFlight.catch(() => undefined);
    this.#batch = new Batch();
  }

  async #landed(): Promise<void> {
    if (this.#inFlight === null) return;
    const account = await this.#inFlight;
    this.#inFlight = null;
    this.#total = sumOfAccounts(this.#total, account);
  }
}
