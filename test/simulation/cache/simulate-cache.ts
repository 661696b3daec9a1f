import { runSchedule } from './schedule.ts';

const REPORT_EVERY = 10_000;

/** Runs seeded interleavings of the cache, and gives in how many a rule was broken. */
export async function simulateCache({
  from,
  seeds,
}: {
  readonly from: number;
  readonly seeds: number;
}): Promise<number> {
  let broken = 0;
  let reads = 0;
  let staleAnswers = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const result = await runSchedule(seed);
    reads += result.reads;
    staleAnswers += result.staleAnswers;
    if (result.violations.length > 0) {
      broken += 1;
      console.error(`seed ${seed}: ${result.violations.join('; ')}`);
    }
    if ((seed - from + 1) % REPORT_EVERY === 0) console.error(`${seed - from + 1} of ${seeds}`);
  }
  console.log(
    `${seeds} schedules, ${reads} actions awaited, ${staleAnswers} answers that said they were stale, ${broken} with a rule broken`,
  );
  return broken;
}
