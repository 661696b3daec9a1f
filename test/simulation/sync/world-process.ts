/**
 * A process of its own that lives through one world after the other: it is told a seed, and tells what became of it. Whoever
 * began it ends it by letting go of it; a signal to all of a terminal's processes is not meant for it.
 */
import { drawPlan } from './draw-plan.ts';
import { openSimulation } from './simulate.ts';

/** What is told of a world. */
export interface ToldLife {
  readonly seed: number;
  /** What was not as it must be, in words. */
  readonly violations: readonly string[];
  /** Of everything that happened. */
  readonly hash: string;
  /** How often each action and fault came about. */
  readonly counts: readonly (readonly [what: string, times: number])[];
  readonly promised: number;
}

const simulation = openSimulation();
let living: Promise<void> = Promise.resolve();

async function liveThrough(seed: number): Promise<void> {
  const { violations, hash, counts, promised } = await simulation.live(drawPlan(seed));
  const told: ToldLife = { seed, violations, hash, counts: [...counts], promised };
  if (process.connected) process.send?.(told);
}

process.on('SIGINT', () => undefined);
process.on('message', (seed: number) => {
  living = living.then(() => liveThrough(seed));
});
process.on('disconnect', () => {
  void living.finally(() => simulation.close());
});
