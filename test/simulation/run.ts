/**
 * `npm run simulate -- [sync|cache] [--seeds N] [--from S] [--processes N]`: lives through seeded worlds, several side by side,
 * and prints those in which a rule was broken; the exit code is 1 if there is one. A seed that is printed gives the same again
 * with `--from S --seeds 1`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { simulateCache } from './cache/simulate-cache.ts';
import { simulateSync } from './sync/simulate-sync.ts';

const USAGE = 'npm run simulate -- [sync|cache] [--seeds N] [--from S] [--processes N]';

/** What is simulated, and how many seeds a run has unless it is said. */
const SIMULATIONS = new Map([
  ['sync', { simulate: simulateSync, seeds: '1000' }],
  ['cache', { simulate: simulateCache, seeds: '100000' }],
]);

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seeds: { type: 'string' }, from: { type: 'string', default: '1' }, processes: { type: 'string' } },
  });
  const [name = 'sync', ...more] = positionals;
  const known = SIMULATIONS.get(name);
  const seeds = Number(values.seeds ?? known?.seeds);
  const from = Number(values.from);
  const processes = Number(values.processes ?? availableParallelism());
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;
  if (!known || more.length > 0 || !Number.isSafeInteger(from) || !isCount(seeds) || !isCount(processes)) {
    console.error(USAGE);
    return 1;
  }
  return (await known.simulate({ from, seeds, processes })) === 0 ? 0 : 1;
}

process.exitCode = await run(process.argv.slice(2));
