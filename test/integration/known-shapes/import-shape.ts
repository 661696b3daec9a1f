/** Imports a shape through the engine's API, the way the command line does, and asks for what came of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportProgress, InspectedFile } from '#shared/contract/index.ts';
import { startEngine } from '../api/running-engine.ts';
import type { Shape } from './shape.ts';

export interface Outcome {
  readonly inspected: readonly InspectedFile[];
  readonly end: ImportProgress;
  /** The same files imported once more. */
  readonly again: ImportProgress;
  readonly totals: { orders: number; units: number; gross: number; refunds: number; cost: number };
  readonly months: Record<string, number>;
  readonly stores: Record<string, number>;
}

/** Gives what the engine says of a shape's files; the engine and its directory are gone afterwards. */
export async function importShape({ files, store }: Pick<Shape, 'files' | 'store'>): Promise<Outcome> {
  const { engine, directory, cleanUp } = await startEngine();
  try {
    const folder = join(directory, 'given');
    mkdirSync(folder);
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    const { api, grants } = engine;
    const paths = files.map(({ name }) => join(folder, name));
    const given = store === undefined ? {} : { settings: { store } };

    async function importOnce(): Promise<{ inspected: InspectedFile[]; end: ImportProgress }> {
      const granted = await grants.grantAll(paths);
      const { files: inspected } = await api.ingest.inspect({
        files: granted.map(({ fileId }) => ({ fileId, ...given })),
      });
      const planned = inspected.flatMap(({ fileId, settings }) => (settings ? [{ fileId, settings }] : []));
      const { importId } = await api.ingest.start({ plan: { files: planned }, dryRun: false });
      let end: ImportProgress | undefined;
      for await (const progress of await api.ingest.progress({ importId })) end = progress;
      if (!end) throw new Error('the import gave no progress');
      return { inspected, end };
    }

    const { inspected, end } = await importOnce();
    const { end: again } = await importOnce();
    const { first, last } = await api.analytics.bounds({ stores: 'all' });
    const range = { stores: 'all' as const, from: first ?? '2000-01-01', to: last ?? '2000-01-01' };
    const byMonth = await api.analytics.breakdown({ ...range, by: 'month' });
    const byStore = await api.analytics.breakdown({ ...range, by: 'store' });
    const { orders, units, grossSales, refunds, cost } = byMonth.totals;
    const net = (rows: typeof byMonth.rows) => Object.fromEntries(rows.map((row) => [row.key, row.netSales]));
    return {
      inspected,
      end,
      again,
      totals: { orders, units: units / 1_000, gross: grossSales, refunds, cost },
      months: net(byMonth.rows),
      stores: net(byStore.rows),
    };
  } finally {
    await cleanUp();
  }
}
