/**
 * `npm run sample -- --stores N --orders M --out FILE [--seed S] [--days D] [--end YYYY-MM-DD]`: realistic orders, the same
 * for the same options.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSampleOrders } from '../src-main/ingest/sample/index.ts';

const USAGE = 'npm run sample -- --stores N --orders M --out FILE [--seed S] [--days D] [--end YYYY-MM-DD]';

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`--${name} is a whole number from 1 to ${most.toLocaleString('en')}, not ${text}`);
  }
  return value;
}

async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stores: { type: 'string', default: '20' },
      orders: { type: 'string', default: '100000' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '90' },
      // A fixed day: a sample made today and one made next year are the same file.
      end: { type: 'string', default: '2026-10-31' },
    },
  });
  if (values.out === undefined) throw new RangeError('--out FILE is missing');
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
  await writeSampleOrders(file, {
    stores: count('stores', values.stores, 999),
    orders: count('orders', values.orders, 100_000_000),
    seed: count('seed', values.seed, 2 ** 31 - 1),
    days: count('days', values.days, 3_660),
    endDate: values.end,
  });
  console.log(`Wrote ${values.orders} orders of ${values.stores} stores to ${file}`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\nUsage: ${USAGE}`);
  process.exitCode = 1;
}
