/**
 * A part of the worlds that are lived through with the tests, so that two can be lived through side by side: stores with their
 * computers and shops in virtual time, through faults drawn from a seed. `npm run simulate -- --seeds N` does more of them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { OFFICE_CRASH_POINTS } from '../../../../src-main/sync/head-office/index.ts';
import { CRASH_POINTS } from '../../../../src-main/sync/outbox/index.ts';
import { drawPlan, openSimulation } from '../../../simulation/sync/index.ts';

/** What is never met is never tested. */
const TO_BE_MET = [
  ...[
    'stock',
    'price',
    'title',
    'note',
    'fulfilment',
    'undo',
    'resolve',
    'undo-resolution',
    'retry-parked',
    'sync-now',
  ],
  ...[
    'sale',
    'order-moves',
    'price-there',
    'title-there',
    'stock-there',
    'note-there',
    'new-listing',
    'remove-listing',
  ],
  ...['wait', 'webhooks', 'kill', 'platform-down', 'line-down', 'clock', 'list-everything', 'lists-vanish'],
  ...['disk-full', 'refused for a full disk', 'torn-log', 'back-up', 'restore-backup', 'lose-mirror'],
  ...['redis-down', 'redis-emptied', 'redis-cut', 'sent by one of two'],
  ...['office-down', 'office-answer-lost', 'office-slow'],
  ...['drop-after', 'drop-before', 'silence', 'status', 'throttle', 'delay', 'rubbish', 'expire-token', 'partial'],
  ...['question price', 'fail-safe asked', 'calls bought'],
  ...[...CRASH_POINTS, ...OFFICE_CRASH_POINTS].map((point) => `crash ${point}`),
];

const FURTHER = 1_000;
const MOST_FURTHER = 60;

/** @param from its first seed. */
export function describeWorlds({ from, seeds }: { readonly from: number; readonly seeds: number }): void {
  const simulation = openSimulation();
  afterAll(() => simulation.close());

  describe('sync through crashes, lost answers, wrong clocks, full disks and lost files', () => {
    it(`loses nothing, does nothing twice and comes to rest with all copies alike, in ${seeds} worlds from ${from} on`, async () => {
      const broken: string[] = [];
      const met = new Set<string>();
      const missing = () => TO_BE_MET.filter((what) => !met.has(what));
      async function liveThrough(seed: number): Promise<void> {
        const { violations, counts } = await simulation.live(drawPlan(seed));
        for (const violation of violations) broken.push(`seed ${seed}: ${violation}`);
        for (const what of counts.keys()) met.add(what);
      }
      for (let seed = from; seed < from + seeds; seed++) await liveThrough(seed);
      // What these happened not to meet is looked for in others.
      for (let seed = FURTHER + from; seed < FURTHER + from + MOST_FURTHER && missing().length > 0; seed++)
        await liveThrough(seed);
      expect(broken).toEqual([]);
      expect(missing()).toEqual([]);
    }, 600_000);

    it('gives the same trace for the same seed', async () => {
      const once = await simulation.live(drawPlan(from));
      expect((await simulation.live(drawPlan(from))).hash).toBe(once.hash);
      expect((await simulation.live(drawPlan(from + 1))).hash).not.toBe(once.hash);
    });
  });
}
