/** Engines on one Redis, each with a disk tier of its own, in this process. */
import type { BusMessage } from '../../../../src-main/cache/tier.ts';
import type { DiskTier, RedisTarget, RedisTier } from '../../../../src-main/cache/tiers/index.ts';
import { createRedisTier } from '../../../../src-main/cache/tiers/redis/redis-tier.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { until } from '../../../waiting/index.ts';
import { type DiskFixture, diskFixture } from './disk-fixture.ts';

export interface TestEngine {
  readonly disk: DiskTier;
  readonly redis: RedisTier;
  readonly heard: BusMessage[];
  nextStamp(): number;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly target: RedisTarget;
  readonly dataset?: string | null;
  readonly fixture?: DiskFixture;
  /** What a read may take, in milliseconds. */
  readonly deadline?: number;
}

/** Beyond what an answer takes on a busy machine, so that what is late has not come; what is waited for in vain costs it each time. */
const PATIENT_MILLISECONDS = 250;

export const single = ({ host, port }: { readonly host: string; readonly port: number }): RedisTarget => ({
  mode: 'single',
  host,
  port,
});

/** Makes and starts an engine's tiers; Redis may be away. Families whose name begins with `shared` are shared. */
export async function startEngine({
  target,
  dataset = 'same',
  fixture = diskFixture(),
  deadline = PATIENT_MILLISECONDS,
}: EngineOptions): Promise<TestEngine> {
  const { disk, firstStamp } = await fixture.start();
  let stamp = firstStamp;
  const nextStamp = () => stamp++;
  const heard: BusMessage[] = [];
  const redis = createRedisTier({
    target,
    chain: 'chain',
    dataset,
    scopeOf: (family) => (family.startsWith('shared') ? 'shared' : 'dataset'),
    nextStamp,
    recovery: disk.recovery,
    deadline,
    log: { write: (level, message, details) => void fixture.logged.push({ level, message, details }) },
    now: Date.now,
    later,
  });
  redis.listen((message) => void heard.push(message));
  redis.start();
  return {
    disk,
    redis,
    heard,
    nextStamp,
    async close() {
      await redis.close();
      await fixture.remove();
    },
  };
}

export const isReady = ({ redis }: TestEngine) => redis.statistics().state === 'ready' && redis.trusted();

export async function readyEngine(options: EngineOptions): Promise<TestEngine> {
  const engine = await startEngine(options);
  await until(() => isReady(engine), 'redis is used');
  return engine;
}
