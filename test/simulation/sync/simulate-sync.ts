import { createHash } from 'node:crypto';
import { drawPlan } from './draw-plan.ts';
import type { Life } from './live.ts';
import { openSimulation } from './simulate.ts';
import type { Plan } from './steps.ts';

const REPORT_EVERY = 100;
/** Shrinking takes some hundred lives: it is done for the first ones. */
const MOST_SHRUNK = 3;

/**
 * Lives through seeded worlds and prints those in which a rule was broken, shrunk, as they can be kept in `kept/`. Gives how many
 * there were.
 */
export async function simulateSync({
  from,
  seeds,
}: {
  readonly from: number;
  readonly seeds: number;
}): Promise<number> {
  const simulation = openSimulation();
  const counts = new Map<string, number>();
  const hash = createHash('sha256');
  let broken = 0;
  let promised = 0;
  try {
    for (let seed = from; seed < from + seeds; seed++) {
      const plan = drawPlan(seed);
      const life = await simulation.live(plan);
      promised += life.promised;
      hash.update(life.hash);
      for (const [what, times] of life.counts) counts.set(what, (counts.get(what) ?? 0) + times);
      if (life.violations.length > 0) {
        broken += 1;
        print(seed, life);
        if (broken <= MOST_SHRUNK) printKept(await simulation.shrink(plan));
      }
      if ((seed - from + 1) % REPORT_EVERY === 0) console.error(`${seed - from + 1} of ${seeds}, ${broken} broken`);
    }
  } finally {
    simulation.close();
  }
  for (const [what, times] of [...counts].sort(([one], [other]) => one.localeCompare(other))) {
    console.log(`${what.padEnd(28)}${String(times).padStart(10)}`);
  }
  console.log(
    `${seeds} seeds, ${promised} changes promised, ${broken} with a rule broken, trace ${hash.digest('hex').slice(0, 16)}`,
  );
  return broken;
}

function print(seed: number, { violations, hash }: Life): void {
  console.error(`seed ${seed} (trace ${hash}):`);
  for (const violation of violations) console.error(`  ${violation}`);
}

function printKept(plan: Plan): void {
  console.error(`  ${plan.steps.length} steps are enough; to be kept in test/simulation/sync/kept/, by what it shows:`);
  console.error(JSON.stringify(plan, null, 2));
}
