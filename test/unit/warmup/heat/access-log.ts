/** An access log of a chain and the exact sliding window over it: what the estimate is measured against. */

export interface LoggedAccess {
  readonly at: number;
  readonly store: number;
}

export interface AccessLogOptions {
  readonly lines: number;
  readonly stores: number;
  readonly linesASecond: number;
  readonly random: () => number;
  /** Whether two stores change their places now and then; they do when this is left out. */
  readonly shifts?: boolean;
  /** From this line on, a store that nobody asked for before takes this share of all requests. */
  readonly newcomer?: { readonly fromLine: number; readonly store: number; readonly share: number };
}

/** Zipf over the stores (exponent 1), whose order shifts a little as the day goes. */
export function* accessLog(options: AccessLogOptions): Generator<LoggedAccess> {
  const { lines, stores, linesASecond, random, newcomer, shifts = true } = options;
  const weights = Array.from({ length: stores }, (_, rank) => 1 / (rank + 1));
  const cumulative: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    sum += weight;
    cumulative.push(sum);
  }
  const order = Array.from({ length: stores }, (_, i) => i + 1);
  const shiftEvery = Math.ceil(lines / 40);
  for (let line = 0; line < lines; line++) {
    if (shifts && line % shiftEvery === shiftEvery - 1) {
      const a = Math.floor(random() * stores);
      const b = Math.floor(random() * stores);
      [order[a], order[b]] = [order[b]!, order[a]!];
    }
    const isNew = newcomer !== undefined && line >= newcomer.fromLine && random() < newcomer.share;
    yield { at: 1_763_700_000_000 + (line * 1_000) / linesASecond, store: isNew ? newcomer.store : draw() };
  }

  function draw(): number {
    const wanted = random() * sum;
    let low = 0;
    let high = stores - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return order[low]!;
  }
}

export interface ExactWindow {
  add(access: LoggedAccess): void;
  top(count: number, at: number): number[];
}

export function createExactWindow(milliseconds: number): ExactWindow {
  const accesses: LoggedAccess[] = [];
  const counts = new Map<number, number>();
  let first = 0;

  function expire(at: number): void {
    while (first < accesses.length && accesses[first]!.at <= at - milliseconds) {
      const { store } = accesses[first++]!;
      counts.set(store, counts.get(store)! - 1);
    }
  }

  return {
    add(access) {
      accesses.push(access);
      counts.set(access.store, (counts.get(access.store) ?? 0) + 1);
    },
    top(count, at) {
      expire(at);
      return [...counts]
        .filter(([, requests]) => requests > 0)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, count)
        .map(([store]) => store);
    },
  };
}
