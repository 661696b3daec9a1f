/** A Redis that all computers of a chain share, and their lines to it: it goes away and comes back, also for one alone. */
import { createRedisAsking, type Later, type RedisAsking } from '../../../../src-main/resilience/index.ts';
import type { VirtualTime } from '../../../virtual-time/index.ts';
import { createMemoryRedis, type MemoryRedis } from './memory-redis.ts';

export type RunScript = MemoryRedis['eval'];

export interface SimRedis {
  readonly server: MemoryRedis;
  goDown(how: 'refused' | 'silent', milliseconds: number): void;
  empty(): void;
  calm(): void;
  /** Since when everybody has reached it and it has forgotten nothing; virtual milliseconds since the beginning. */
  readonly soundSince: number;
  line(options: RedisLineOptions): RedisAsking;
}

export interface RedisLineOptions {
  /** What dies with its process. */
  readonly later: Later;
  readonly isCut: () => boolean;
  readonly failed: (problem: string) => void;
  /** Stands between a computer and the server. */
  readonly through?: ((run: RunScript) => RunScript) | undefined;
}

export function createSimRedis(time: VirtualTime): SimRedis {
  const server = createMemoryRedis(time.now);
  let down: 'refused' | 'silent' = 'refused';
  let downUntil = 0;
  let emptiedAt = 0;

  return {
    server,
    goDown(how, milliseconds) {
      down = how;
      downUntil = time.elapsed() + milliseconds;
    },
    empty() {
      server.empty();
      emptiedAt = time.elapsed();
    },
    calm() {
      downUntil = Math.min(downUntil, time.elapsed());
    },
    get soundSince() {
      return Math.max(downUntil, emptiedAt);
    },
    line({ later, isCut, failed, through = (run) => run }) {
      const run = through(server.eval);
      const client = {
        async eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown> {
          if (isCut()) throw new Error('connect ETIMEDOUT');
          if (time.elapsed() >= downUntil) return run(script, args.slice(0, keys).map(String), args.slice(keys));
          if (down === 'refused') throw new Error('connect ECONNREFUSED');
          return new Promise(() => undefined);
        },
      };
      return createRedisAsking({ redis: () => client, prefix: () => 'chain', later, failed });
    },
  };
}
