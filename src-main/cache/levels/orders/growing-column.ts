/** A column that is filled before it is known how long it will be. */
export interface GrowingColumn {
  push(value: number): void;
  /** What was pushed. A view: valid until the next push or `clear`. */
  values(): Float64Array;
  /** Empties it and keeps its room for the next fill. */
  clear(): void;
}

const FIRST_ROOM = 4_096;

export function createGrowingColumn(): GrowingColumn {
  let room = new Float64Array(FIRST_ROOM);
  let length = 0;
  return {
    push(value) {
      if (length === room.length) {
        const larger = new Float64Array(2 * length);
        larger.set(room);
        room = larger;
      }
      room[length++] = value;
    },
    values: () => room.subarray(0, length),
    clear() {
      length = 0;
    },
  };
}
