/**
 * `npm run bench -- faults`: the whole cache (memory, file, a real redis-server) while a tier misbehaves in each of the
 * ways that tiers do. What a hit takes, what a read takes beyond the loader's own time, and how long after the end of the
 * fault all that was missed has been applied, as another PC sees it.
 */
import type { Bench, BenchRow } from './bench.ts';
import { diskFaults } from './faults/disk-faults.ts';
import { killedInRecovery } from './faults/killed-in-recovery.ts';
import { redisFaults } from './faults/redis-faults.ts';

export const bench: Bench = async () => {
  const rows: BenchRow[] = [];
  for (const fault of [...redisFaults, ...diskFaults, killedInRecovery]) rows.push(...(await fault()));
  return rows;
};
