/**
 * `npm run simulate -- cache [--seeds N] [--from S]`: runs seeded interleavings of the cache and prints those in which a
 * rule was broken; the exit code is 1 if there is one. A seed that is printed gives the same again with `--from S --seeds 1`.
 */
import { parseArgs } from 'node:util';
import { runSchedule } from './cache/index.ts';

const USAGE = 'npm run simulate -- cache [--seeds N] [--from S]';
const REPORT_EVERY = 10_000;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seeds: { type: 'string', default: '100000' }, from: { type: 'string', default: '1' } },
  });
  const seeds = Number(values.seeds);
  const from = Number(values.from);
  if (positionals.join() !== 'cache' || !Number.isSafeInteger(seeds) || !Number.isSafeInteger(from) || seeds < 1) {
    console.error(USAGE);
    return 1;
  }
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
  return broken === 0 ? 0 : 1;
}

process.exitCode = await run(process.argv.slice(2));
