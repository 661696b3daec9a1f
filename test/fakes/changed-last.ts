/**
 * Things in the order of their last change, those of one second by their ids. Sorting again what is nearly sorted costs one
 * pass, and only where it was asked.
 */
export class ChangedLast<Item extends { readonly updatedAt: number }> {
  readonly #idOf: (item: Item) => string;
  readonly #items: Item[] = [];
  #sorted = true;

  constructor(idOf: (item: Item) => string) {
    this.#idOf = idOf;
  }

  add(item: Item): void {
    const last = this.#items.at(-1);
    if (last !== undefined && last.updatedAt >= item.updatedAt) this.#sorted = false;
    this.#items.push(item);
  }

  remove(item: Item): void {
    this.#items.splice(this.#items.indexOf(item), 1);
  }

  /** An item's time of change was moved. */
  moved(): void {
    this.#sorted = false;
  }

  /** Those changed within [from, to), the longest unchanged first. */
  within(from: number, to: number): readonly Item[] {
    if (!this.#sorted) {
      const idOf = this.#idOf;
      this.#items.sort(
        (one, other) =>
          one.updatedAt - other.updatedAt || (idOf(one) < idOf(other) ? -1 : Number(idOf(one) > idOf(other))),
      );
      this.#sorted = true;
    }
    return this.#items.slice(this.#first(from), this.#first(to));
  }

  /** The place of the first that changed at this time or later. */
  #first(time: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#items[middle]!.updatedAt < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
