import type { Run, SumName, ThingName, NameName } from './columns.js';
import { layOut, type Laid, type Packed } from './packed.js';

/** A run whose columns are laid out once they are asked for. The next run that is opened takes their room. */
export class OpenRun {
  #run: Run | null = null;
  readonly #codes: Int32Array[] = [];
  readonly #sums: Float64Array[] = [];
  /** What of the run is laid out, in the order of the rooms. */
  #laidCodes: Packed[] = [];
  #laidSums: Packed[] = [];

  open(run: Run): this {
    this.#run = run;
    this.#laidCodes = [];
    this.#laidSums = [];
    return this;
  }

  get run(): Run {
    if (this.#run === null) throw new RangeError('No run is open.');
    return this.#run;
  }

  /** By row, the number of the reference of whoever did it. */
  who(): Int32Array {
    return this.#codesOf(this.run.who);
  }

  thing(name: ThingName): Int32Array | undefined {
    const packed = this.run.things[name];
    return packed === undefined ? undefined : this.#codesOf(packed);
  }

  name(name: NameName): Int32Array | undefined {
    const packed = this.run.names[name];
    return packed === undefined ? undefined : this.#codesOf(packed);
  }

  sum(name: SumName): Float64Array | undefined {
    const packed = this.run.sums[name];
    return packed === undefined ? undefined : this.#laid(packed, this.#laidSums, this.#sums, (length) => new Float64Array(length));
  }

  #codesOf(packed: Packed): Int32Array {
    return this.#laid(packed, this.#laidCodes, this.#codes, (length) => new Int32Array(length));
  }

  #laid<Room extends Laid>(packed: Packed, laid: Packed[], rooms: Room[], make: (length: number) => Room): Room {
    const known = laid.indexOf(packed);
    const at = known === -1 ? laid.length : known;
    const { rows, bytes } = this.run;
    let room = rooms[at];
    if (room === undefined || room.length < rows) rooms[at] = room = make(Math.max(rows, (room?.length ?? 512) * 2));
    if (known !== -1) return room;
    laid.push(packed);
    layOut(bytes, packed, rows, room);
    return room;
  }
}
