/**
 * Loads that staff wait for go straight to the reading threads; the others take turns here, a little at a time, so that never
 * more of them are in the threads' queue than there are threads: whoever waits is next when one of them is done.
 */
export interface LoadLane {
  /** Runs a load when its turn has come. */
  run<Result>(priority: 'staff' | 'background', load: () => Promise<Result>): Promise<Result>;
}

/** @param threads how many loads in the background may be under way, asked at each. */
export function createLoadLane(threads: () => number): LoadLane {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(): Promise<void> {
    if (running >= threads()) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
  }

  /** Hands the turn on, if somebody waits for it. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return {
    async run(priority, load) {
      if (priority === 'staff') return load();
      await turn();
      try {
        return await load();
      } finally {
        leave();
      }
    },
  };
}

/** Parts a list of what is to be loaded in the background; what staff wait for stays together. */
export function inPieces<Item>(priority: 'staff' | 'background', items: readonly Item[], most: number): Item[][] {
  if (priority === 'staff') return [[...items]];
  const pieces: Item[][] = [];
  for (let at = 0; at < items.length; at += most) pieces.push(items.slice(at, at + most));
  return pieces;
}
