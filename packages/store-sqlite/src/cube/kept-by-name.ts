/** What is kept by name in no more than so many bytes: beyond them what was asked for longest ago is let go of. */
export class KeptByName<Value> {
  bytes = 0;
  /** Those asked for longest ago first. */
  readonly #kept = new Map<string, { readonly value: Value; readonly bytes: number }>();

  constructor(private readonly bytesMax: number) {}

  has(name: string): boolean {
    return this.#kept.has(name);
  }

  /** What a name has, which it has no longer. */
  take(name: string): Value | undefined {
    const known = this.#kept.get(name);
    if (known === undefined) return undefined;
    this.#kept.delete(name);
    this.bytes -= known.bytes;
    return known.value;
  }

  /** Gives a name something that takes so many bytes, as what was asked for last. */
  keep(name: string, value: Value, bytes: number): void {
    this.take(name);
    this.#kept.set(name, { value, bytes });
    this.bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.bytes <= this.bytesMax) break;
      this.take(oldest);
    }
  }

  /** Lets go of what is of a kind. */
  forget(isOfKind: (value: Value) => boolean): void {
    for (const [name, { value }] of this.#kept) if (isOfKind(value)) this.take(name);
  }

  clear(): void {
    this.#kept.clear();
    this.bytes = 0;
  }
}
