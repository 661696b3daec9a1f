import { describe, expect, it } from 'vitest';
import { createRollupDelta, makeBlocks } from '../../../../src-main/analytics/rollup/index.ts';
import type { RollupWriteTasks } from '../../../../src-main/analytics/tasks.ts';
import type { Writer } from '../../../../src-main/database/index.ts';
import { rollupService } from '../../../../src-main/engine/services/rollup-service.ts';
import { createLog, createTrace } from '../../../../src-main/logging/index.ts';
import { createTestDatabase } from '../../analytics/test-database.ts';

/** Timers that the test lets go off, one after the other. */
function createTimers() {
  const waiting: { readonly milliseconds: number; readonly work: () => void }[] = [];
  return {
    waiting,
    later(milliseconds: number, work: () => void) {
      const timer = { milliseconds, work };
      waiting.push(timer);
      return () => void waiting.splice(waiting.indexOf(timer), 1);
    },
    async next() {
      waiting.shift()?.work();
      await new Promise(setImmediate);
    },
  };
}

function start(write: () => boolean) {
  const timers = createTimers();
  const lines: string[] = [];
  const log = createLog({
    destinations: [{ write: (line) => void lines.push(line) }],
    level: 'debug',
    trace: createTrace(),
    now: () => 0,
  });
  const writer = { write: async () => write() } as unknown as Writer<RollupWriteTasks>;
  const service = rollupService(writer, log, timers.later);
  return { service, timers, lines };
}

describe('the service of rollups', () => {
  it('makes the blocks of an older database piece by piece, with a pause after each, and then rests', async () => {
    using database = createTestDatabase();
    database.write.exec('UPDATE rollup_blocks SET kept = 0');
    const delta = createRollupDelta(database.write);
    delta.addOrder(1, 1, 1, 1, 20_600, 9, 10_000, 10_000, 0, 0, 0, 0);
    delta.flush();
    const { service, timers } = start(() => makeBlocks(database.write, 1));
    await service.initialize();
    const pauses: number[] = [];
    while (timers.waiting.length > 0) {
      pauses.push(timers.waiting[0]!.milliseconds);
      await timers.next();
    }
    expect(pauses).toEqual([60_000, 250, 250]);
    expect(database.read.prepare('SELECT kept FROM rollup_blocks').pluck().get()).toBe(1);
    expect(service.health()).toEqual({ state: 'healthy', facts: { complete: true } });
  });

  it('says that it failed, and tries again later', async () => {
    let fails = true;
    const { service, timers, lines } = start(() => {
      if (fails) throw new Error('disk is gone');
      return true;
    });
    await service.initialize();
    await timers.next();
    expect(service.health().state).toBe('degraded');
    expect(lines.join('')).toContain('disk is gone');
    fails = false;
    expect(timers.waiting.map(({ milliseconds }) => milliseconds)).toEqual([600_000]);
    await timers.next();
    expect(service.health()).toEqual({ state: 'healthy', facts: { complete: true } });
    expect(timers.waiting).toEqual([]);
  });

  it('is quiet once it is closed', async () => {
    const { service, timers } = start(() => false);
    await service.initialize();
    await timers.next();
    await service.close();
    expect(timers.waiting).toEqual([]);
  });
});
