/**
 * `npm run bench [-- NAME… OPTION…]`: runs the benchmarks, prints a table, writes results/NAME.json. The last line says how many
 * targets were met; the exit code is 1 if one was missed.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, type BenchRow, BenchUsage } from './bench.ts';

const folder = import.meta.dirname;
/** Files of this folder that are no benchmark. */
const FRAME = new Set(['run.ts', 'bench.ts']);

function benchNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !FRAME.has(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

async function load(name: string): Promise<Bench> {
  const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { bench?: Bench };
  if (module.bench === undefined) throw new Error(`test/bench/${name}.ts exports no bench`);
  return module.bench;
}

const figure = (value: number | null) =>
  value === null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4, useGrouping: false });

function print(name: string, rows: readonly BenchRow[]): void {
  console.log(`\n${name}`);
  console.table(
    rows.map((row) => ({
      case: row.case,
      metric: row.metric,
      value: `${figure(row.value)} ${row.unit}`,
      peer: row.peer === null ? '' : `${row.peer} ${figure(row.peerValue)}`,
      ratio: figure(row.ratio),
      target: row.target ?? '',
      met: row.met === null ? '' : row.met ? 'yes' : 'NO',
    })),
  );
}

async function run(args: readonly string[]): Promise<number> {
  // Names come first, so that an option may be followed by its value.
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const names = firstOption === -1 ? args : args.slice(0, firstOption);
  const options = args.slice(names.length);
  const known = benchNames();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 1;
  }
  const results = join(folder, 'results');
  mkdirSync(results, { recursive: true });
  let met = 0;
  let targets = 0;
  for (const name of names.length === 0 ? known : names) {
    const rows = await (await load(name))(options);
    print(name, rows);
    writeFileSync(join(results, `${name}.json`), `${JSON.stringify(rows, null, 2)}\n`);
    targets += rows.filter((row) => row.met !== null).length;
    met += rows.filter((row) => row.met === true).length;
  }
  console.log(`${met} of ${targets} targets met`);
  return met === targets ? 0 : 1;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof BenchUsage)) throw error;
  console.error(error.message);
  return 1;
});
