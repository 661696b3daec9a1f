/**
 * Contributions as they come: (group, id, values), appended to typed arrays and gone through group by group later. A log
 * sorted by counting costs less time and memory than a hash table of cells, because few cells repeat within one store's day.
 */
export interface EntryLog {
  readonly size: number;
  /** How many values an entry has. */
  readonly stride: number;
  /** The values of entry `e` begin at `e * stride`. Another array after `append` has made room. */
  readonly values: Float64Array;
  /** Appends an entry of zeros and gives the offset of its values. */
  append(group: number, id: number): number;
  id(entry: number): number;
  group(entry: number): number;
  /**
   * Gives the entries ordered by `parents[group]`, and where each parent's run begins (`count + 1` bounds).
   * @param count parents are 0 to count - 1.
   */
  byParent(parents: Int32Array, count: number): { readonly entries: Int32Array; readonly bounds: Int32Array };
  clear(): void;
}

export function createEntryLog(stride: number): EntryLog {
  let capacity = 4096;
  let size = 0;
  let groups = new Int32Array(capacity);
  let ids = new Int32Array(capacity);
  let values = new Float64Array(capacity * stride);

  function grow(): void {
    capacity *= 2;
    const [oldGroups, oldIds, oldValues] = [groups, ids, values];
    groups = new Int32Array(capacity);
    ids = new Int32Array(capacity);
    values = new Float64Array(capacity * stride);
    groups.set(oldGroups);
    ids.set(oldIds);
    values.set(oldValues);
  }

  return {
    stride,
    get size() {
      return size;
    },
    get values() {
      return values;
    },
    append(group, id) {
      if (size === capacity) grow();
      groups[size] = group;
      ids[size] = id;
      const offset = size * stride;
      size += 1;
      return offset;
    },
    id: (entry) => ids[entry]!,
    group: (entry) => groups[entry]!,
    byParent(parents, count) {
      const bounds = new Int32Array(count + 1);
      for (let entry = 0; entry < size; entry++) bounds[parents[groups[entry]!]! + 1]! += 1;
      for (let parent = 0; parent < count; parent++) bounds[parent + 1]! += bounds[parent]!;
      const next = bounds.slice(0, count);
      const entries = new Int32Array(size);
      for (let entry = 0; entry < size; entry++) entries[next[parents[groups[entry]!]!]!++] = entry;
      return { entries, bounds };
    },
    clear() {
      values.fill(0, 0, size * stride);
      size = 0;
    },
  };
}
