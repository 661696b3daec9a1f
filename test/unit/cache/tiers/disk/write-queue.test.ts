import { describe, expect, it } from 'vitest';
import type { DiskOperation } from '../../../../../src-main/cache/tiers/disk/operation.ts';
import { createWriteQueue } from '../../../../../src-main/cache/tiers/disk/write-queue.ts';
import { manualTime, settle } from '../manual-time.ts';

const invalidate = (stamp: number): DiskOperation => ({ type: 'invalidate', tags: ['t'], stamp });
const write = (key: string, bytes = 10): DiskOperation => ({
  type: 'write',
  wantedAt: 0,
  entry: {
    key,
    level: 'L2',
    family: 'a',
    tags: [],
    storeId: null,
    stamp: 1,
    bornAt: 0,
    freshUntil: 0,
    goneAt: 0,
    loadMilliseconds: 0,
    version: null,
    missing: false,
    payload: new Uint8Array(bytes),
  },
});

function queued() {
  const time = manualTime();
  const batches: (readonly DiskOperation[])[] = [];
  const sound: boolean[] = [];
  const file = { works: true };
  const overflows = { count: 0 };
  const queue = createWriteQueue({
    async apply(operations) {
      if (!file.works) throw new Error('locked');
      batches.push(operations);
    },
    onSound: (is) => void sound.push(is),
    onProblem: () => undefined,
    onOverflow() {
      overflows.count += 1;
    },
    later: time.later,
  });
  return { time, batches, sound, file, overflows, queue };
}

describe('the write queue', () => {
  it('writes in the order of asking, many at a time', async () => {
    const { queue, batches } = queued();
    await Promise.all([queue.push([write('a')]), queue.push([invalidate(2)]), queue.push([write('b'), write('c')])]);
    expect(batches.map((batch) => batch.map(({ type }) => type))).toEqual([['write', 'invalidate', 'write', 'write']]);
  });

  it('writes entries that come one by one together, a moment later, and with what somebody waits for', async () => {
    const { queue, batches, time } = queued();
    const first = [queue.push([write('a')]), queue.push([write('b')])];
    await time.pass(9);
    const third = queue.push([write('c')]);
    expect(batches).toEqual([]);
    await time.pass(1);
    await Promise.all([...first, third]);
    expect(batches.map(({ length }) => length)).toEqual([3]);
    void queue.push([write('d')]);
    await queue.push([invalidate(2)]);
    expect(batches.slice(1).map((batch) => batch.map(({ type }) => type))).toEqual([['write', 'invalidate']]);
  });

  it('waits for more company while entries keep coming, and no longer once they do not', async () => {
    const { queue, batches, time } = queued();
    const first = [queue.push([write('a')]), queue.push([write('b')])];
    await time.pass(10);
    await Promise.all(first);
    const stream = [queue.push([write('c')])];
    await time.pass(99);
    stream.push(queue.push([write('d')]));
    expect(batches).toHaveLength(1);
    await time.pass(1);
    await Promise.all(stream);
    expect(batches.map(({ length }) => length)).toEqual([2, 2]);
    await time.pass(100);
    const last = queue.push([write('e')]);
    await time.pass(10);
    await last;
    expect(batches.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('keeps nobody waiting longer who writes one entry after another', async () => {
    const { queue, batches, time } = queued();
    for (const key of ['a', 'b', 'c']) {
      const written = queue.push([write(key)]);
      await time.pass(10);
      await written;
    }
    expect(batches.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('waits for no company any more once it is to hurry', async () => {
    const { queue, batches } = queued();
    const waiting = queue.push([write('a')]);
    queue.hurry();
    await waiting;
    await queue.push([write('b')]);
    expect(batches.map(({ length }) => length)).toEqual([1, 1]);
  });

  it('makes a batch of at most 128 operations and some two megabytes', async () => {
    const { queue, batches } = queued();
    await queue.push(Array.from({ length: 300 }, (_, at) => write(`a:${at}`)));
    expect(batches.map(({ length }) => length)).toEqual([128, 128, 44]);
    await queue.push([write('b', 1 << 20), write('c', 1 << 20), write('d', 1 << 20)]);
    expect(batches.slice(3).map(({ length }) => length)).toEqual([2, 1]);
  });

  it('keeps nobody waiting while the file cannot be written, drops entries and keeps invalidations', async () => {
    const { queue, batches, sound, file, time } = queued();
    file.works = false;
    await Promise.all([queue.push([write('a')]), queue.push([invalidate(2)])]);
    expect(sound).toEqual([false]);
    expect(queue.problem).toContain('locked');
    await Promise.all([queue.push([write('b')]), queue.push([invalidate(3)])]);
    expect(queue.waiting).toBe(2);
    file.works = true;
    await time.pass(2_000);
    expect(batches.flat()).toEqual([invalidate(2), invalidate(3)]);
    expect(sound.at(-1)).toBe(true);
    expect(queue.problem).toBeNull();
  });

  it('drops the oldest entries when more than 32 megabytes wait', async () => {
    const { queue, batches } = queued();
    await queue.push(Array.from({ length: 40 }, (_, at) => write(`a:${at}`, 1 << 20)));
    const kept = batches.flat().map((operation) => (operation.type === 'write' ? operation.entry.key : ''));
    expect(kept).toEqual(Array.from({ length: 32 }, (_, at) => `a:${at + 8}`));
  });

  it('rests when what it was to write was dropped meanwhile', async () => {
    const { queue, batches } = queued();
    const first = queue.push(Array.from({ length: 300 }, (_, at) => write(`a:${at}`, 100)));
    // One microtask: the first batch is under way.
    await Promise.resolve();
    const large = queue.push(Array.from({ length: 20 }, (_, at) => write(`b:${at}`, 2 << 20)));
    await Promise.all([first, large]);
    await settle();
    expect(batches.filter((batch) => batch.length === 0)).toEqual([]);
    expect(queue.waiting).toBe(0);
    queue.close();
  });

  it('rests when all that it was to write was given up meanwhile', async () => {
    const { queue, batches, file, overflows } = queued();
    file.works = false;
    await queue.push([invalidate(0)]);
    for (let stamp = 1; stamp < 10_000; stamp++) await queue.push([invalidate(stamp)]);
    file.works = true;
    queue.nudge();
    await queue.push([invalidate(10_000)]);
    await settle();
    expect(overflows.count).toBe(1);
    expect(batches.map(({ length }) => length)).toEqual([128]);
    queue.close();
  });

  it('claims nothing of a file that it has not written to', async () => {
    const { queue, file, time } = queued();
    file.works = false;
    const first = queue.push([write('a')]);
    queue.nudge();
    void queue.push([write('b')]);
    await first;
    await settle();
    expect(queue.problem).toContain('locked');
    await time.pass(10);
    expect(queue.problem).toContain('locked');
    queue.hurry();
    expect(queue.problem).toContain('locked');
    file.works = true;
    await time.pass(1_000);
    expect(queue.problem).toBeNull();
  });

  it('gives up what waits when that becomes too much, and says so', async () => {
    const { queue, file, overflows } = queued();
    file.works = false;
    await queue.push([invalidate(0)]);
    for (let stamp = 1; stamp <= 10_000; stamp++) await queue.push([invalidate(stamp)]);
    expect(overflows.count).toBe(1);
    expect(queue.waiting).toBe(0);
  });

  it('lets go of whoever waits when it is closed', async () => {
    const { queue, file } = queued();
    file.works = false;
    const waiting = queue.push([invalidate(1)]);
    queue.close();
    await waiting;
    await settle();
    expect(queue.waiting).toBe(0);
  });
});
