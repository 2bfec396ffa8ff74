// A bounded memory of what is costly to make: fibres of a study, and trials of a search, ask for the same things again and again.

/** Keeps values by key while their sizes add up to no more than `capacity`; drops what was not asked for longest. */
export class Recent<T> {
  private readonly entries = new Map<string, T>();
  private total = 0;

  constructor(private readonly capacity: number, private readonly sizeOf: (value: T) => number = () => 1) {}

  /** The value of a key, made if it is not known. */
  get(key: string, make: () => T): T {
    const known = this.entries.has(key);
    const value = known ? this.entries.get(key)! : make();
    // Set anew, an entry becomes the last one of the map's order.
    this.entries.delete(key);
    this.entries.set(key, value);
    if (!known) this.total += this.sizeOf(value);
    for (const [oldest, dropped] of this.entries) {
      if (this.total <= this.capacity || oldest === key) break;
      this.entries.delete(oldest);
      this.total -= this.sizeOf(dropped);
    }
    return value;
  }
}
