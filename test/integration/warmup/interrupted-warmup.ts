/** A process that begins a warmup and says what it has done, until it is killed. Run as a child with a directory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../waiting/index.ts';
import { startWarmup } from './warmup-kit.ts';

const [directory, most] = process.argv.slice(2);
if (directory === undefined) throw new Error('interrupted-warmup.ts DIRECTORY MOST');
let done = 0;
const kit = await startWarmup({
  directory,
  stores: 20,
  async behave() {
    // From here on nothing ends any more, and whoever watches kills the process.
    if (++done > Number(most)) await new Promise(() => setInterval(() => undefined, 1_000));
    return 'loaded' as const;
  },
});
const { task_id } = await kit.warmup.area.trigger({ type: 'full', days: 4 }, {});
await kit.until(({ done: steps }) => steps >= Number(most));
// The journal is written behind the steps; it begins with a line of its own.
const journal = join(directory, 'running.jsonl');
await until(() => readFileSync(journal, 'utf8').split('\n').length > Number(most) + 1, 'the steps are written down');
process.stdout.write(`${JSON.stringify({ task_id, warmed: kit.warmed.map(({ input }) => input) })}\n`);
