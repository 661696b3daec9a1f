/**
 * Things in the order of a time of theirs, such as that of their last change, those of one second by their ids. Sorting again
 * what is nearly sorted costs one pass, and only where it was asked.
 */
export class ByTime<Item> {
  readonly #timeOf: (item: Item) => number;
  readonly #idOf: (item: Item) => string;
  readonly #items: Item[] = [];
  #sorted = true;

  constructor(timeOf: (item: Item) => number, idOf: (item: Item) => string) {
    this.#timeOf = timeOf;
    this.#idOf = idOf;
  }

  add(item: Item): void {
    const last = this.#items.at(-1);
    if (last !== undefined && this.#timeOf(last) >= this.#timeOf(item)) this.#sorted = false;
    this.#items.push(item);
  }

  remove(item: Item): void {
    this.#items.splice(this.#items.indexOf(item), 1);
  }

  /** An item's time was moved. */
  moved(): void {
    this.#sorted = false;
  }

  /** Those of [from, to), the earliest first. */
  within(from: number, to: number): readonly Item[] {
    if (!this.#sorted) {
      const idOf = this.#idOf;
      const timeOf = this.#timeOf;
      this.#items.sort(
        (one, other) => timeOf(one) - timeOf(other) || (idOf(one) < idOf(other) ? -1 : Number(idOf(one) > idOf(other))),
      );
      this.#sorted = true;
    }
    return this.#items.slice(this.#first(from), this.#first(to));
  }

  /** The place of the first at this time or later. */
  #first(time: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timeOf(this.#items[middle]!) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
