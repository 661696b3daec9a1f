/**
 * Stores with their computers and shops in virtual time, through faults drawn from a seed. `npm run simulate -- --seeds N` lives
 * through more of them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../../../src-main/sync/outbox/index.ts';
import { drawPlan, openSimulation } from '../../../simulation/sync/index.ts';

const SEEDS = 200;

/** What is never met is never tested. */
const TO_BE_MET = [
  ...['stock', 'price', 'title', 'note', 'fulfilment', 'undo', 'resolve', 'retry-parked', 'sync-now'],
  ...['sale', 'order-moves', 'office-price', 'office-title', 'office-stock', 'office-note', 'new-listing'],
  ...['wait', 'webhooks', 'kill', 'platform-down', 'line-down', 'clock', 'disk-full', 'torn-log'],
  ...['back-up', 'restore-backup', 'lose-mirror'],
  ...['drop-after', 'drop-before', 'silence', 'status', 'throttle', 'delay', 'rubbish', 'expire-token', 'partial'],
  ...['question price', 'question stock', 'disk full'],
  ...CRASH_POINTS.map((point) => `crash ${point}`),
];

const simulation = openSimulation();
afterAll(() => simulation.close());

describe('sync through crashes, lost answers, wrong clocks, full disks and lost files', () => {
  it(`loses nothing, does nothing twice and comes to rest with all copies alike, in ${SEEDS} worlds`, async () => {
    const broken: string[] = [];
    const met = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { violations, counts } = await simulation.live(drawPlan(seed));
      for (const violation of violations) broken.push(`seed ${seed}: ${violation}`);
      for (const what of counts.keys()) met.add(what);
    }
    expect(broken).toEqual([]);
    expect(TO_BE_MET.filter((what) => !met.has(what))).toEqual([]);
  }, 600_000);

  it('gives the same trace for the same seed', async () => {
    const once = await simulation.live(drawPlan(7));
    expect((await simulation.live(drawPlan(7))).hash).toBe(once.hash);
    expect((await simulation.live(drawPlan(8))).hash).not.toBe(once.hash);
  });
});
