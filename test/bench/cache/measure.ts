/**
 * Rounds in turn, so that what disturbs the machine disturbs all that are compared. What only computes is measured in the
 * time that its thread ran, which other programs do not lengthen; what waits for a disk or a server, by the clock.
 */
import { median } from '../bench.ts';

export interface Contestant {
  readonly name: string;
  /** Does it so many times. */
  readonly run: (times: number) => Promise<void>;
}

const ROUNDS = 21;
const ROUND_MICROSECONDS = 30_000;

/** Microseconds that only go up, of which a difference is what something took. */
export type Meter = () => number;

export const byClock: Meter = () => performance.now() * 1_000;

export const byThread: Meter = () => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

/**
 * Gives what one of each takes, in microseconds: of the first the median over the rounds, of the others that times the
 * median of how many times as long they took in the same round.
 */
export async function microseconds(contestants: readonly Contestant[], meter: Meter): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  // Twice: what has been compiled for one of them is compiled anew when it meets the others.
  for (let warming = 0; warming < 2; warming++) {
    for (const { name, run } of contestants) times.set(name, await calibrate(run, meter));
  }
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const taken: number[] = [];
    for (const { name, run } of contestants) {
      const count = times.get(name)!;
      const began = meter();
      await run(count);
      taken.push((meter() - began) / count);
    }
    rounds.push(taken);
  }
  const first = median(rounds.map((taken) => taken[0]!));
  return new Map(
    contestants.map(({ name }, at) => [name, first * median(rounds.map((taken) => taken[at]! / taken[0]!))]),
  );
}

/** Warms it up, and gives how often it is done in a round. */
async function calibrate(run: Contestant['run'], meter: Meter): Promise<number> {
  let count = 1;
  for (;;) {
    const began = meter();
    await run(count);
    const passed = meter() - began;
    if (passed >= ROUND_MICROSECONDS / 2) return Math.max(1, Math.round((count * ROUND_MICROSECONDS) / passed));
    count *= 2;
  }
}
