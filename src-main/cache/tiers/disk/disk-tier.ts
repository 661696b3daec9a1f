/**
 * The disk tier on the main thread. What has been declared invalid is known here at once and looked at with every read,
 * so that the file may lag behind; trouble with the file is a miss, never an error.
 */
import { performance } from 'node:perf_hooks';
import { AppError } from '#shared/domain/app-error.ts';
import { type TaskPool, toDatabaseError } from '../../../database/index.ts';
import type { Stamp, StoredEntry } from '../../entry.ts';
import type { Level } from '../../level.ts';
import type { TierReading, TierRequest } from '../../tier.ts';
import { createGuard } from '../guard/guard.ts';
import type { MissedWrite } from '../recovery/recovery-store.ts';
import { type BatchReader, createBatchReader } from './batch-reader.ts';
import { cacheReaderPool, startCacheWriter } from './cache-thread.ts';
import type { DiskAbsence, DiskFileTier, DiskTierOptions } from './disk.ts';
import { createDiskMarks } from './disk-marks.ts';
import { createDiskRecovery } from './disk-recovery.ts';
import { fromRow, type ReadRow } from './entry-row.ts';
import { identityOf } from './file-identity.ts';
import { createInvalidations, deletionOf, MOST_TAGS } from './invalidations.ts';
import type { DiskOpened, DiskOperation, DiskUse } from './operation.ts';
import { createRowReader } from './row-reader.ts';
import { markUnsound, noteSound } from './sound-mark.ts';
import { ROWS_A_SWEEP } from './sweep.ts';
import { createWriteQueue } from './write-queue.ts';

const SWEEP_MILLISECONDS = 30_000;
const SWEEP_ON_MILLISECONDS = 50;
/** A slow computer that is starting needs its time; without the file the app starts all the same. */
const OPEN_MILLISECONDS = 5_000;
/** Keys that were read, noted with the next sweep; so many, and it comes at once. */
const MOST_WANTED = 2_000;
const CLOSE_MILLISECONDS = 1_000;
const MISSED_BYTES_A_SWEEP = 16 << 20;
const HISTORY_MILLISECONDS = 30 * 86_400_000;
/** Stamps begin here where the file cannot say where it ended: more than one a microsecond are never handed out. */
const STAMPS_A_MILLISECOND = 1_000;

type Found =
  | { readonly entry: StoredEntry; readonly absence: null }
  | { readonly entry: null; readonly absence: DiskAbsence };

/** Makes the tier; nothing is touched before `open`. */
export function createDiskTier(options: DiskTierOptions): DiskFileTier {
  const { file, budget, log, now, later, deadline } = options;
  const invalidations = createInvalidations();
  const reader = createRowReader(file);
  let pools: { readonly writer: TaskPool; readonly batches: BatchReader } | null = null;
  let isOpen = false;
  let firstStamp: Stamp | null = null;
  let use: DiskUse = { entries: 0, bytes: 0, missedWrites: 0 };
  const wanted = new Set<string>();
  const opening = Promise.withResolvers<void>();
  /** The first file that could be opened has been taken over. */
  let adopted = false;
  let damaged = false;
  const identity = identityOf(file);
  /** The file was taken away while it was open, and there is no new one yet. */
  let takenAway = false;
  /** UTC milliseconds: when the file had to begin anew although the app was running. */
  let begunAnewAt: number | null = null;
  let bounding = false;
  /** Of writes for Redis, since the last sweep has looked whether there are too many. */
  let missedBytes = 0;
  let callOffSweep: (() => void) | null = null;

  const guard = createGuard({
    deadline,
    later,
    clock: () => performance.now(),
    async probe() {
      if (!isOpen) throw new AppError('ENGINE_STARTING');
      reader.read('');
    },
    onChange: (state, problem) => log.write('info', `disk tier ${state}`, { problem }),
  });

  async function inWriter<Result>(task: string, args: unknown = null): Promise<Result> {
    if (!pools) throw new AppError('ENGINE_STARTING', { action: 'retry' });
    return (await pools.writer.run(task, args)) as Result;
  }

  const queue = createWriteQueue({
    later,
    apply,
    onSound: (sound) => noteSound(file, sound, log),
    // It is marked as unsound by now, so that opening it makes a new one; what waits for Redis is in mind.
    onOverflow() {
      isOpen = false;
    },
    onProblem(problem) {
      log.write(
        problem === null ? 'info' : 'warn',
        problem === null ? 'cache file writable again' : 'cache file not writable',
        { problem },
      );
      if (problem === null && guard.state !== 'ready') guard.hurry();
    },
  });

  const marks = createDiskMarks({
    push: queue.push,
    read: async (name) => (isOpen ? await orElse<unknown>(inWriter('cache.mark', name), null) : null),
  });

  const recovery = createDiskRecovery({
    push(operations) {
      for (const operation of operations) {
        if (operation.type === 'miss-write') missedBytes += operation.record.length;
      }
      if (missedBytes > MISSED_BYTES_A_SWEEP) sweepIn(0);
      return queue.push(operations);
    },
    async mark(name) {
      await opened();
      return marks.value(name);
    },
    invalidations,
    waitingWrites: () => use.missedWrites,
    writes: (most) => orElse<readonly MissedWrite[]>(inWriter('cache.missed-writes', most), []),
  });

  function startPools(): NonNullable<typeof pools> {
    const batches = createBatchReader(cacheReaderPool(options), reader, (error) =>
      log.write('debug', 'no thread for batches', { error: String(error) }),
    );
    return { writer: options.writer ?? startCacheWriter(options), batches };
  }

  /** Reads on both threads let go of the file, so that it can be moved (Windows moves no file that is open). */
  async function releaseFile(): Promise<void> {
    isOpen = false;
    reader.release();
    await pools?.batches.release();
  }

  async function openFile(): Promise<void> {
    await releaseFile();
    let opened = await inWriter<DiskOpened>('cache.open');
    if (!adopted && firstStamp !== null && opened.nextStamp > firstStamp) {
      // It comes late, and knows of stamps that this process has given out a second time: none of it can be placed.
      markUnsound(file);
      opened = await inWriter<DiskOpened>('cache.open');
    }
    takeOver(opened);
  }

  function takeOver(opened: DiskOpened): void {
    use = opened;
    identity.note();
    takenAway = false;
    if (adopted && opened.replaced !== null) begunAnewAt = now();
    if (!adopted) {
      firstStamp ??= opened.nextStamp;
      for (const [tag, stamp] of opened.invalidated) invalidations.note([tag], stamp);
      for (const [level, stamp] of opened.floors) invalidations.raise(level, stamp);
      recovery.adopt(opened.missed);
    }
    isOpen = true;
    if (opened.replaced !== null && opened.replaced !== 'new') {
      log.write('warn', 'cache file begins empty', { because: opened.replaced });
      // What waited for Redis in the old file is not known any more.
      if (!adopted) recovery.adopt([['clear', '', firstStamp ?? opened.nextStamp]]);
    }
    if (opened.replaced !== null) recovery.rewrite();
    adopted = true;
    opening.resolve();
    guard.hurry();
  }

  async function replaceFile(): Promise<void> {
    log.write('error', 'cache file damaged: set aside', { file });
    await releaseFile();
    takeOver(await inWriter<DiskOpened>('cache.replace'));
    damaged = false;
  }

  /** A file that was taken away must not be written on; what lies in its place now may be old, and is not believed. */
  function letGoOfLost(): void {
    if (!isLost() || takenAway) return;
    log.write('error', 'cache file was taken away while it was open: it begins anew', { file });
    isOpen = false;
    takenAway = true;
    markUnsound(file);
  }

  const isLost = () => takenAway || (isOpen && identity.hasChanged());

  async function apply(operations: readonly DiskOperation[]): Promise<void> {
    letGoOfLost();
    if (damaged) await replaceFile();
    else if (!isOpen) await openFile();
    const valid = operations.filter(
      (operation) => operation.type !== 'write' || !invalidations.overtook(operation.entry),
    );
    try {
      use = await inWriter<DiskUse>('cache.apply', valid);
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
    if (use.bytes > budget()) sweepIn(0);
  }

  /** Draws from an error what it says about the file: damaged, or not open any more in a thread that was replaced. */
  function noteTrouble(error: unknown): void {
    const { code } = toDatabaseError(error);
    if (code === 'DATABASE_CORRUPT') damaged = true;
    if (code === 'ENGINE_STARTING' || code === 'SERVICE_UNAVAILABLE') isOpen = false;
    if (damaged) queue.nudge();
  }

  async function orElse<Value>(work: Promise<Value>, otherwise: Value): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      noteTrouble(error);
      log.write('debug', 'cache file not readable', { error: String(error) });
      return otherwise;
    }
  }

  function sweepIn(milliseconds: number): void {
    callOffSweep?.();
    callOffSweep = later(milliseconds, () => void sweep());
  }

  /** Gives whether there is more to do at once. */
  async function sweep(): Promise<boolean> {
    callOffSweep?.();
    missedBytes = 0;
    if (isLost()) queue.nudge();
    if (wanted.size > 0) void queue.push([{ type: 'want', keys: [...wanted], at: now() }]);
    wanted.clear();
    const none = { ...use, more: false };
    const done = isOpen
      ? await orElse(inWriter<typeof none>('cache.sweep', { budget: budget(), now: now() }), none)
      : none;
    use = done;
    if (pools) sweepIn(done.more ? SWEEP_ON_MILLISECONDS : SWEEP_MILLISECONDS);
    return done.more;
  }

  async function tidy(): Promise<void> {
    // Once around all rows, wherever the walk stands, and on while there is something to drop.
    const steps = Math.ceil(use.entries / ROWS_A_SWEEP) + 1;
    for (let step = 0, more = true; more || step < steps; step++) more = await sweep();
    if (isOpen) await orElse(inWriter<null>('cache.optimize'), null);
  }

  /** Tags that concern no entry any more are forgotten; if that is not enough, the older half of them with their entries. */
  async function boundTags(): Promise<void> {
    if (invalidations.size <= MOST_TAGS || bounding) return;
    bounding = true;
    const oldest = await orElse(inWriter<Stamp | null>('cache.oldest'), null);
    if (oldest !== null) await raise(null, oldest - 1);
    if (invalidations.size > MOST_TAGS) await raise(null, invalidations.middle());
    bounding = false;
  }

  function raise(level: Level | null, stamp: Stamp): Promise<void> {
    invalidations.raise(level, stamp);
    return queue.push([{ type: 'raise', level, stamp }]);
  }

  async function note(tags: readonly string[], stamp: Stamp): Promise<void> {
    invalidations.note(tags, stamp);
    void boundTags();
    await queue.push([{ type: 'invalidate', tags, stamp }]);
  }

  function judge({ key }: TierRequest, row: ReadRow | null): Found {
    if (row === null) return { entry: null, absence: 'never-stored' };
    const entry = fromRow(row);
    if (entry === null) {
      damaged = true;
      queue.nudge();
      return { entry: null, absence: 'tier-down' };
    }
    if (invalidations.overtook(entry)) return { entry: null, absence: 'invalidated' };
    if (entry.goneAt <= now()) return { entry: null, absence: 'expired' };
    wanted.add(key);
    if (wanted.size >= MOST_WANTED) sweepIn(0);
    return { entry, absence: null };
  }

  function find(request: TierRequest): Found {
    if (!isOpen) return { entry: null, absence: 'tier-down' };
    const outcome = guard.readNow(() => {
      try {
        return reader.read(request.key);
      } catch (error) {
        noteTrouble(error);
        throw error;
      }
    });
    return outcome.ok ? judge(request, outcome.value) : { entry: null, absence: 'tier-down' };
  }

  function readOne(request: TierRequest): StoredEntry | null {
    const { entry } = find(request);
    guard.countReads(entry ? 1 : 0, entry ? 0 : 1);
    return entry;
  }

  async function readBatch(requests: readonly TierRequest[]): Promise<(StoredEntry | null)[]> {
    const keys = requests.map(({ key }) => key);
    // Not among the reads that are measured: many rows take longer than one, and say nothing of the disk.
    const outcome = await guard.call(async () => {
      if (!pools || !isOpen) throw new AppError('ENGINE_STARTING');
      return await pools.batches.read(keys);
    }, deadline + keys.length);
    const entries = requests.map((request, at) =>
      outcome.ok ? judge(request, outcome.value[at] ?? null).entry : null,
    );
    const hits = entries.filter((entry) => entry !== null).length;
    guard.countReads(hits, entries.length - hits);
    return entries;
  }

  /** Resolves when the file is open, or when that takes too long. */
  async function opened(): Promise<void> {
    await Promise.race([opening.promise, new Promise<void>((resolve) => later(OPEN_MILLISECONDS, resolve))]);
  }

  return {
    name: 'disk',
    async open() {
      pools ??= startPools();
      sweepIn(SWEEP_MILLISECONDS);
      queue.nudge();
      await opened();
      firstStamp ??= Math.floor(now()) * STAMPS_A_MILLISECOND;
      return firstStamp;
    },
    hurry: queue.hurry,
    async close() {
      callOffSweep?.();
      const flushed = queue.push([{ type: 'want', keys: [...wanted], at: now() }]);
      await Promise.race([flushed, new Promise<void>((resolve) => later(CLOSE_MILLISECONDS, resolve))]);
      queue.close();
      guard.close();
      reader.release();
      const closing = pools;
      pools = null;
      isOpen = false;
      if (!closing) return;
      // The last connection to close empties SQLite's log, and must be one that writes.
      await closing.batches.close();
      await orElse(closing.writer.run('cache.close', null), null);
      await closing.writer.close();
    },
    tidy,
    readOne,
    examine: find,
    async readMany(requests): Promise<TierReading> {
      const [first] = requests;
      if (first && requests.length === 1) return { entries: [readOne(first)], lease: null };
      return { entries: first ? await readBatch(requests) : [], lease: null };
    },
    async writeMany(entries) {
      const at = now();
      await queue.push(entries.map((entry) => ({ type: 'write', entry, wantedAt: at })));
    },
    invalidate: note,
    deleteMany: (keys, stamp) => note(keys.map(deletionOf), stamp),
    clear: raise,
    want: (keys) => queue.push([{ type: 'want', keys, at: now() }]),
    saveHeat: marks.saveHeat,
    loadHeat: marks.loadHeat,
    saveMark: marks.saveMark,
    loadMark: marks.loadMark,
    async appendHistory(at, point) {
      const keepSince = at - HISTORY_MILLISECONDS;
      await queue.push([{ type: 'history', at, point: JSON.stringify(point), keepSince }]);
    },
    async history(since) {
      const rows = isOpen ? await orElse(inWriter<{ at: number; point: string }[]>('cache.history', since), []) : [];
      return rows.map(({ at, point }) => ({ at, point: JSON.parse(point) as unknown }));
    },
    recovery,
    statistics() {
      const figures = guard.figures();
      const lost = isLost();
      if (lost) queue.nudge();
      const problem = lost ? 'the file was taken away' : queue.problem;
      return {
        tier: 'disk',
        ...figures,
        // It can still be read then, but what is loaded now will not be there tomorrow.
        ...(figures.state === 'ready' && problem !== null ? { state: 'open' as const, problem } : {}),
        entries: use.entries,
        bytes: use.bytes,
        budgetBytes: budget(),
        waiting: problem === null ? 0 : queue.waiting,
        begunAnewAt: begunAnewAt === null ? null : new Date(begunAnewAt).toISOString(),
      };
    },
  };
}
