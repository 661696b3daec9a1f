import { createHash } from 'node:crypto';
import { drawPlan } from './draw-plan.ts';
import { livesSideBySide } from './side-by-side.ts';
import { openSimulation } from './simulate.ts';
import type { Plan } from './steps.ts';
import type { ToldLife } from './world-process.ts';

const REPORT_EVERY = 100;
/** Shrinking takes some hundred lives: it is done for the first ones. */
const MOST_SHRUNK = 3;

export interface SimulateOptions {
  readonly from: number;
  readonly seeds: number;
  /** Worlds that are lived through side by side: the outcome is the same for any number. */
  readonly processes: number;
}

/**
 * Lives through seeded worlds and prints those in which a rule was broken, shrunk, as they can be kept in `kept/`. Whoever
 * interrupts it hears of those that it came to. Gives how many were broken, or not lived through.
 */
export async function simulateSync({ from, seeds, processes }: SimulateOptions): Promise<number> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  const counts = new Map<string, number>();
  const hash = createHash('sha256');
  const broken: number[] = [];
  const beganAt = performance.now();
  let lived = 0;
  let promised = 0;
  for await (const life of livesSideBySide({ from, seeds, processes, signal: interrupted.signal })) {
    lived += 1;
    promised += life.promised;
    hash.update(life.hash);
    for (const [what, times] of life.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    if (life.violations.length > 0) {
      broken.push(life.seed);
      print(life);
    }
    if (lived % REPORT_EVERY === 0) {
      const perSecond = (lived / (performance.now() - beganAt)) * 1_000;
      console.error(`${lived} of ${seeds}, ${broken.length} broken, ${perSecond.toFixed(1)} a second`);
    }
  }
  process.off('SIGINT', interrupt);
  if (!interrupted.signal.aborted) await printShrunk(broken.slice(0, MOST_SHRUNK));
  for (const [what, times] of [...counts].sort(([one], [other]) => one.localeCompare(other))) {
    console.log(`${what.padEnd(28)}${String(times).padStart(10)}`);
  }
  console.log(
    `${lived === seeds ? '' : 'interrupted after '}${lived} seeds, ${promised} changes promised, ${broken.length} with a rule broken, trace ${hash.digest('hex').slice(0, 16)}`,
  );
  return broken.length + seeds - lived;
}

function print({ seed, violations, hash }: ToldLife): void {
  console.error(`seed ${seed} (trace ${hash}):`);
  for (const violation of violations) console.error(`  ${violation}`);
}

async function printShrunk(seeds: readonly number[]): Promise<void> {
  if (seeds.length === 0) return;
  const simulation = openSimulation();
  try {
    for (const seed of seeds) printKept(await simulation.shrink(drawPlan(seed)));
  } finally {
    simulation.close();
  }
}

function printKept(plan: Plan): void {
  console.error(
    `of seed ${plan.seed} ${plan.steps.length} steps are enough; to be kept in test/simulation/sync/kept/, by what it shows:`,
  );
  console.error(JSON.stringify(plan, null, 2));
}
