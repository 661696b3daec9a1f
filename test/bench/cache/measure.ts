/** Rounds in turn, so that what disturbs the machine disturbs all that are compared; the median of the rounds counts. */

export interface Contestant {
  readonly name: string;
  /** Does it so many times. */
  readonly run: (times: number) => Promise<void>;
}

const ROUNDS = 21;
const ROUND_MILLISECONDS = 30;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Gives what one of each takes, in microseconds. */
export async function microseconds(contestants: readonly Contestant[]): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { name, run } of contestants) times.set(name, await calibrate(run));
  const taken = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, run } of contestants) {
      const count = times.get(name)!;
      const began = performance.now();
      await run(count);
      taken.get(name)!.push(((performance.now() - began) * 1_000) / count);
    }
  }
  return new Map([...taken].map(([name, all]) => [name, median(all)]));
}

/** Warms it up, and gives how often it is done in a round. */
async function calibrate(run: Contestant['run']): Promise<number> {
  let count = 1;
  for (;;) {
    const began = performance.now();
    await run(count);
    const passed = performance.now() - began;
    if (passed >= ROUND_MILLISECONDS / 2) return Math.max(1, Math.round((count * ROUND_MILLISECONDS) / passed));
    count *= 2;
  }
}
