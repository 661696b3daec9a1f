/**
 * Which slots have a tag. Dropping what has a tag costs what is dropped: each pair of a tag and a slot is a link in two
 * lists, the tag's (both ways) and the slot's.
 */
import { grown } from '../policy/index.ts';

const FEWEST_LINKS = 256;

export class TagIndex {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [''];
  readonly #freedTags: number[] = [];
  /** First link by tag, first link by slot; 0: none. */
  #firstOfTag = new Int32Array(FEWEST_LINKS);
  #firstOfSlot = new Int32Array(FEWEST_LINKS);

  #slotOf = new Int32Array(FEWEST_LINKS);
  #tagOf = new Int32Array(FEWEST_LINKS);
  #nextOfTag = new Int32Array(FEWEST_LINKS);
  #previousOfTag = new Int32Array(FEWEST_LINKS);
  #nextOfSlot = new Int32Array(FEWEST_LINKS);
  #unusedLink = 1;
  #firstFreed = 0;

  /** How many tags have a slot. */
  get tags(): number {
    return this.#ids.size;
  }

  /** Notes the tags of a slot that has none yet. */
  add(slot: number, tags: readonly string[]): void {
    if (slot >= this.#firstOfSlot.length) {
      this.#firstOfSlot = grown(this.#firstOfSlot, new Int32Array(Math.max(slot + 1, this.#firstOfSlot.length * 2)));
    }
    for (const tag of tags) this.#link(this.#idOf(tag), slot);
  }

  /** Forgets all tags of a slot. */
  remove(slot: number): void {
    if (slot >= this.#firstOfSlot.length) return;
    let link = this.#firstOfSlot[slot]!;
    this.#firstOfSlot[slot] = 0;
    while (link !== 0) {
      const after = this.#nextOfSlot[link]!;
      this.#unlink(link);
      link = after;
    }
  }

  /** One of the slots that have a tag; 0: there is none. */
  oneOf(tag: string): number {
    const id = this.#ids.get(tag);
    return id === undefined ? 0 : this.#slotOf[this.#firstOfTag[id]!]!;
  }

  #idOf(tag: string): number {
    const known = this.#ids.get(tag);
    if (known !== undefined) return known;
    const id = this.#freedTags.pop() ?? this.#names.length;
    this.#names[id] = tag;
    this.#ids.set(tag, id);
    if (id >= this.#firstOfTag.length) {
      this.#firstOfTag = grown(this.#firstOfTag, new Int32Array(this.#firstOfTag.length * 2));
    }
    this.#firstOfTag[id] = 0;
    return id;
  }

  #link(tag: number, slot: number): void {
    const link = this.#takeLink();
    const first = this.#firstOfTag[tag]!;
    this.#slotOf[link] = slot;
    this.#tagOf[link] = tag;
    this.#nextOfTag[link] = first;
    this.#previousOfTag[link] = 0;
    if (first !== 0) this.#previousOfTag[first] = link;
    this.#firstOfTag[tag] = link;
    this.#nextOfSlot[link] = this.#firstOfSlot[slot]!;
    this.#firstOfSlot[slot] = link;
  }

  #unlink(link: number): void {
    const tag = this.#tagOf[link]!;
    const before = this.#previousOfTag[link]!;
    const after = this.#nextOfTag[link]!;
    if (after !== 0) this.#previousOfTag[after] = before;
    if (before !== 0) this.#nextOfTag[before] = after;
    else {
      this.#firstOfTag[tag] = after;
      if (after === 0) this.#forget(tag);
    }
    this.#nextOfTag[link] = this.#firstFreed;
    this.#firstFreed = link;
  }

  #forget(tag: number): void {
    this.#ids.delete(this.#names[tag]!);
    this.#names[tag] = '';
    this.#freedTags.push(tag);
  }

  #takeLink(): number {
    const freed = this.#firstFreed;
    if (freed !== 0) {
      this.#firstFreed = this.#nextOfTag[freed]!;
      return freed;
    }
    const link = this.#unusedLink++;
    if (link === this.#slotOf.length) {
      const room = link * 2;
      this.#slotOf = grown(this.#slotOf, new Int32Array(room));
      this.#tagOf = grown(this.#tagOf, new Int32Array(room));
      this.#nextOfTag = grown(this.#nextOfTag, new Int32Array(room));
      this.#previousOfTag = grown(this.#previousOfTag, new Int32Array(room));
      this.#nextOfSlot = grown(this.#nextOfSlot, new Int32Array(room));
    }
    return link;
  }
}
