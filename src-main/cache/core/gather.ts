/** What is asked for one by one within a tick is handed on together. */

export interface Gather<Item> {
  add(item: Item): void;
}

/**
 * @param soon runs something after the present job: a microtask in the engine, whatever it likes in a simulation
 * @param flush is given all that was added since, in order
 */
export function createGather<Item>(soon: (work: () => void) => void, flush: (items: Item[]) => void): Gather<Item> {
  let items: Item[] = [];
  return {
    add(item) {
      items.push(item);
      if (items.length > 1) return;
      soon(() => {
        const gathered = items;
        items = [];
        flush(gathered);
      });
    },
  };
}
