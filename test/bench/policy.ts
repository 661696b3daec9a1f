/**
 * `npm run bench -- policy`: hit ratios of the memory tier and of the best published policies on synthetic traces, and
 * what an access costs beside lru-cache.
 *
 * `--trace FILE` takes a trace of your own instead: one key a line, `,bytes` behind it if entries differ in size; `--size N`
 * is its capacity in entries (in bytes, if the lines have them), by default several. `--length=N` sets how many requests
 * the synthetic traces have (100,000).
 */
import type { Bench } from './bench.ts';
import { bestRow, compare, eachRow, summaryRows, usualSizes } from './policy/compare.ts';
import { countOf, optionOf } from './policy/options.ts';
import { syntheticTraces } from './policy/synthetic.ts';
import { timingRows } from './policy/timing.ts';
import { readTrace } from './policy/trace.ts';

const LENGTH = 100_000;

export const bench: Bench = async (options) => {
  const file = optionOf(options, 'trace');
  const size = countOf(options, 'size');
  if (file !== null) {
    const trace = await readTrace(file);
    const cells = (size === null ? usualSizes(trace) : [size]).map((capacity) => compare(trace, capacity));
    return [
      ...cells.flatMap((cell) => [...eachRow(cell), bestRow(cell)]),
      ...(cells.length > 1 ? summaryRows(cells) : []),
    ];
  }
  const traces = syntheticTraces(countOf(options, 'length') ?? LENGTH);
  const cells = traces.flatMap((trace) =>
    (size === null ? usualSizes(trace) : [size]).map((capacity) => compare(trace, capacity)),
  );
  return [...timingRows(2), ...timingRows(0.5), ...cells.map(bestRow), ...summaryRows(cells)];
};
