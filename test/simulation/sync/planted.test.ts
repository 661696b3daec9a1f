/** That the simulation finds nothing says something only because it finds what is there. */
import { afterAll, describe, expect, it } from 'vitest';
import { drawPlan, openSimulation, PLANTED, type PlantedBug } from './index.ts';

/** Each mistake is noticed within so many worlds, lived through from a few before the one that first showed it. */
const SEEDS = 20;
const BEFORE = 2;

const simulation = openSimulation();
afterAll(() => simulation.close());

async function firstNoticed(bug: PlantedBug): Promise<number | null> {
  const first = Math.max(1, (bug.shows ?? 1) - BEFORE);
  for (let seed = first; seed < first + SEEDS; seed++) {
    const plan = drawPlan(seed);
    if (bug.mayShow?.(plan) === false) continue;
    const { violations } = await simulation.live(plan, bug);
    if (violations.length > 0) return seed;
  }
  return null;
}

describe('worlds of sync notice an engine where', () => {
  it.each(PLANTED.map((bug) => [bug.name, bug] as const))('%s', async (_, bug) => {
    expect(await firstNoticed(bug)).not.toBeNull();
  });
});
