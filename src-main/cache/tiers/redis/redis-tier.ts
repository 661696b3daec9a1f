/**
 * The Redis tier as the cache has it: nothing waits for a Redis that is away, and nothing that it has to know is lost
 * meanwhile. What has been declared invalid here is not read from it before it knows.
 */
import { performance } from 'node:perf_hooks';
import type { RedisFacts } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { StoredEntry } from '../../entry.ts';
import type { BusMessage, TierLease, TierReading, TierRequest } from '../../tier.ts';
import { createGuard } from '../guard/guard.ts';
import { createMissed } from '../recovery/missed.ts';
import type { BusPosition, MissedInvalidations } from '../recovery/recovery-store.ts';
import { createReplay } from '../recovery/replay.ts';
import { countKeys, readFacts } from './facts.ts';
import { startPulse } from './pulse.ts';
import type { LockAnswer, RedisTier, RedisTierOptions } from './redis.ts';
import { actsOf, createSession, type Session } from './session.ts';

const DEADLINE_MILLISECONDS = 25;
/** Nobody waits for writes and invalidations as staff wait for a read; beyond this they are left to recovery. */
const WRITE_MILLISECONDS = 500;
const RECOVERY_MILLISECONDS = 2_000;
const FACTS_MILLISECONDS = 10_000;
const POSITION_MILLISECONDS = 1_000;
/** When a server begins anew, what was invalidated lately is said again: somebody may have been cut off before it heard. */
const LATELY_MILLISECONDS = 60_000;
const MOST_LATELY = 10_000;

const NONE = { tags: new Map(), keys: new Map(), clears: new Map() } as const;

/** Makes the tier; it connects when it is started. */
export function createRedisTier(options: RedisTierOptions): RedisTier {
  const { target, recovery, log, later, deadline = DEADLINE_MILLISECONDS } = options;
  const clock = () => performance.now();
  /** What is on its way to Redis: reads that began before it has arrived may be older. */
  const underWay = createMissed();
  /** What this process declared invalid in the last while. */
  let lately: { readonly at: number; readonly missed: MissedInvalidations }[] = [];
  let listener: (message: BusMessage) => void | Promise<void> = () => undefined;
  let session: Session | null = null;
  let facts: RedisFacts | null = null;
  let keys = 0;
  let position: BusPosition | null = null;
  let saved: BusPosition | null = null;
  let closed = false;
  const endings: (() => void)[] = [];

  function connected(): Session {
    if (!session) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { service: 'redis' } });
    return session;
  }

  const guard = createGuard({
    deadline,
    later,
    clock,
    probe: async () => connected().probe(),
    onChange(state, problem) {
      if (state === 'probing') return;
      log.write('info', `redis ${state}`, { problem });
      if (state === 'ready') {
        replay.start();
        void refreshFacts();
      } else {
        replay.stop();
        facts = null;
      }
    },
  });

  /** For those who have nothing else to do when it fails. */
  async function insist<Value>(work: () => Promise<Value>): Promise<Value> {
    const outcome = await guard.call(work, RECOVERY_MILLISECONDS);
    if (outcome.ok) return outcome.value;
    throw new AppError('SERVICE_UNAVAILABLE', { details: { service: 'redis', problem: outcome.problem } });
  }

  const replay = createReplay({
    store: recovery,
    log,
    later,
    async invalidate(missed) {
      await insist(() => connected().perform(actsOf(missed)));
    },
    write: (writes) => insist(() => connected().adopt(writes)),
  });

  async function setUp(): Promise<void> {
    const engine = await recovery.identity();
    position = await recovery.loadPosition();
    saved = position;
    if (closed) return;
    const made = createSession({
      ...options,
      engine,
      position,
      clock,
      onReady: guard.hurry,
      onLost: guard.trip,
      onPosition(next) {
        position = next;
      },
      onNewRun: () => void sayAgain(),
    });
    made.listen((message) => listener(message));
    session = made;
    endings.push(
      startPulse({
        beat: made.probe,
        wanted: () => guard.state === 'ready',
        onFailure: guard.trip,
        later,
      }),
      every(FACTS_MILLISECONDS, () => void refreshFacts()),
      every(POSITION_MILLISECONDS, keepUp),
    );
  }

  function every(milliseconds: number, work: () => void): () => void {
    let callOff = later(milliseconds, again);
    function again(): void {
      callOff = later(milliseconds, again);
      work();
    }
    return () => callOff();
  }

  function keepUp(): void {
    savePosition();
    // What a disk that opened late has brought along, or what could not be delivered the last time.
    if (guard.state === 'ready' && recovery.waiting > 0) replay.start();
  }

  function savePosition(): void {
    if (position === null || position === saved) return;
    saved = position;
    void recovery.savePosition(position);
  }

  async function refreshFacts(): Promise<void> {
    if (guard.state !== 'ready') return;
    const outcome = await guard.call(() => connected().client.info(), WRITE_MILLISECONDS);
    if (!outcome.ok) return;
    facts = readFacts(outcome.value, target.mode);
    keys = countKeys(outcome.value);
  }

  function remember(missed: MissedInvalidations): void {
    const at = clock();
    lately.push({ at, missed });
    if (lately.length > MOST_LATELY) lately = lately.slice(MOST_LATELY / 2);
  }

  async function sayAgain(): Promise<void> {
    const since = clock() - LATELY_MILLISECONDS;
    const all = createMissed();
    for (const { at, missed } of lately) if (at >= since) all.add(missed);
    if (all.size > 0) await recovery.addInvalidations(all);
    if (guard.state === 'ready') replay.start();
  }

  /** Resolves when Redis and all living processes follow, or when it is sure to be done once Redis is back. */
  async function declareInvalid(missed: MissedInvalidations): Promise<void> {
    underWay.add(missed);
    remember(missed);
    const outcome = await guard.call(() => connected().perform(actsOf(missed)), WRITE_MILLISECONDS);
    if (outcome.ok) {
      underWay.remove(missed);
      await outcome.value.followed;
      return;
    }
    const kept = recovery.addInvalidations(missed);
    underWay.remove(missed);
    await kept;
    if (guard.state === 'ready') replay.start();
  }

  /** What was declared invalid here and has not arrived in Redis is not asked for. */
  const isAskable = (request: TierRequest) => !underWay.covers(request) && !recovery.covers(request);

  async function readMany(requests: readonly TierRequest[]): Promise<TierReading> {
    const asked = requests.filter(isAskable);
    const limit = deadline * (1 + requests.length / 100);
    const outcome = await guard.read(() => connected().entries.read(requests), limit);
    if (!outcome.ok) {
      guard.countReads(0, requests.length);
      return { entries: requests.map(() => null), lease: null };
    }
    const askable = new Set(asked);
    const entries = outcome.value.entries.map((entry, at) =>
      entry !== null && askable.has(requests[at]!) && isAskable(entry) ? entry : null,
    );
    const hits = entries.filter((entry) => entry !== null).length;
    guard.countReads(hits, entries.length - hits);
    return { entries, lease: outcome.value.lease };
  }

  async function writeMany(entries: readonly StoredEntry[], lease: TierLease | null): Promise<void> {
    if (entries.length === 0) return;
    // What this process heard until now it has told whoever loaded these, so that they are valid as of it.
    const heard = position;
    const writes = entries.map((entry) => ({ entry, heard }));
    const outcome = await guard.call(
      () => (lease ? connected().entries.write(entries, lease) : connected().adopt(writes)),
      WRITE_MILLISECONDS,
    );
    if (outcome.ok) return;
    await recovery.addWrites(writes);
    if (guard.state === 'ready') replay.start();
  }

  async function lock(key: string): Promise<LockAnswer> {
    const taking = { answer: null as Promise<LockAnswer> | null };
    const outcome = await guard.call(() => {
      const { locks, lockName } = connected();
      taking.answer = locks.take(lockName(key));
      return taking.answer;
    }, deadline);
    if (outcome.ok) return outcome.value;
    // It may still be given, when nobody wants it any more.
    taking.answer?.then(
      (late) => (late.outcome === 'held' ? late.lock.release() : undefined),
      (error: unknown) => log.write('debug', 'lock not taken', { error: String(error) }),
    );
    return { outcome: 'unavailable' };
  }

  return {
    name: 'redis',
    start() {
      guard.trip('not connected yet');
      setUp().catch((error: unknown) => log.write('error', 'redis tier not set up', { error: String(error) }));
    },
    async close() {
      closed = true;
      replay.stop();
      guard.close();
      for (const end of endings) end();
      savePosition();
      await session?.close();
    },
    listen(next) {
      listener = next;
    },
    trusted: () => guard.state === 'ready' && session !== null && session.trusted(),
    readMany,
    writeMany,
    invalidate: (tags, stamp) => declareInvalid({ ...NONE, tags: new Map(tags.map((tag) => [tag, stamp])) }),
    deleteMany: (names, stamp) => declareInvalid({ ...NONE, keys: new Map(names.map((key) => [key, stamp])) }),
    clear: (level, stamp) => declareInvalid({ ...NONE, clears: new Map([[level, stamp]]) }),
    lock,
    facts: () => facts,
    scripts: () => (guard.state === 'ready' && session ? session.client : null),
    statistics: () => ({
      tier: 'redis',
      ...guard.figures(),
      entries: keys,
      bytes: facts?.usedBytes ?? 0,
      budgetBytes: facts?.maxBytes ?? null,
      waiting: recovery.waiting,
      begunAnewAt: null,
    }),
  };
}
