/**
 * The order of test files: those that take the longest begin first, so that at the end no worker runs a long one alone while the
 * others have nothing to do. vitest knows times of earlier runs, but a fresh clone has none.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than about ten seconds, the longest first, by the end of its path; all others follow in vitest's own order. */
const LONGEST = [
  'simulation/sync/worlds.test.ts',
  'simulation/sync/planted.test.ts',
  'integration/known-shapes/known-shapes.test.ts',
  'integration/cache/levels/restart.test.ts',
  'integration/import-kill.test.ts',
  'integration/ingest/write/sequences.test.ts',
  'integration/cache/core/interleavings.test.ts',
  'integration/sync/head-office/converge.test.ts',
  'integration/cache/tiers/two-processes.test.ts',
  'integration/hub/hub.test.ts',
  'integration/sync/kill-flips.test.ts',
  'integration/cache/tiers/redis-faults.test.ts',
  'integration/real-data.test.ts',
  'integration/cache/tiers/redis-failover.test.ts',
  'integration/cache/levels/working-day.test.ts',
  'integration/sync/kill.test.ts',
  'integration/known-shapes/orders-in-parts.test.ts',
  'integration/sync/head-office/round.test.ts',
  'integration/cache/levels/maintenance.test.ts',
  'e2e/pages-en.test.ts',
  'e2e/pages-zh-CN.test.ts',
  'e2e/sync.test.ts',
  'e2e/sync-states.test.ts',
  'e2e/importing.test.ts',
];

function rank({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((end) => moduleId.endsWith(`/${end}`));
  return at === -1 ? LONGEST.length : at;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // Stable: what is not named stays as it was.
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
