/** Entries of (group, id) in the order in which rows and their cells are written, by counting: no comparison, no hash. */

export interface Ordered {
  /** Entries by rank of their group and, within it, by id. */
  readonly entries: Int32Array;
  /** The entries of the group of rank `r` stand from `bounds[r]` to `bounds[r + 1]`. */
  readonly bounds: Int32Array;
}

/**
 * @param size how many entries there are.
 * @param ranks the rank of each group, 0 to `ranks.length - 1`.
 */
export function inRowOrder(size: number, groups: Int32Array, ids: Int32Array, ranks: Int32Array): Ordered {
  let most = 0;
  for (let entry = 0; entry < size; entry++) if (ids[entry]! > most) most = ids[entry]!;
  const nextOfId = new Int32Array(most + 2);
  for (let entry = 0; entry < size; entry++) nextOfId[ids[entry]! + 1]! += 1;
  for (let id = 0; id <= most; id++) nextOfId[id + 1]! += nextOfId[id]!;
  const byId = new Int32Array(size);
  for (let entry = 0; entry < size; entry++) byId[nextOfId[ids[entry]!]!++] = entry;

  const bounds = new Int32Array(ranks.length + 1);
  for (let entry = 0; entry < size; entry++) bounds[ranks[groups[entry]!]! + 1]! += 1;
  for (let rank = 0; rank < ranks.length; rank++) bounds[rank + 1]! += bounds[rank]!;
  const next = bounds.slice(0, ranks.length);
  const entries = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const entry = byId[i]!;
    entries[next[ranks[groups[entry]!]!]!++] = entry;
  }
  return { entries, bounds };
}
