/** What the cache does by itself now and then: lets go of what is past its grace or does not fit the heap, and takes notes. */
import { saveHeat } from './heat.ts';
import type { History } from './history.ts';
import type { CoreParts } from './parts.ts';

export interface UpkeepOptions {
  readonly history: History;
  readonly heap: (() => { readonly used: number; readonly limit: number }) | undefined;
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

export interface Upkeep {
  start(): void;
  stop(): void;
}

const EVERY_MILLISECONDS = 1_000;
const EXPIRE_AT_MOST = 1_024;
/** Above this share of the heap's limit V8 collects ever more often; what is shed brings it down to the second share. */
const HEAP_HIGH = 0.85;
const HEAP_GOAL = 0.75;
/** In rounds. */
const HEAT_EVERY = 300;
const TURN_EVERY = 1_800;

export function createUpkeep(parts: CoreParts, { history, heap, later }: UpkeepOptions): Upkeep {
  const { memory, statistics, now, log } = parts;
  let round = 0;
  let callOff: (() => void) | null = null;

  function shed(): void {
    if (heap === undefined) return;
    const { used, limit } = heap();
    if (used <= limit * HEAP_HIGH) return;
    const freed = memory.shed(used - limit * HEAP_GOAL);
    log.warn('The heap is nearly full: the cache has let go of some of what it held', { used, limit, freed });
  }

  async function tick(): Promise<void> {
    round += 1;
    memory.expire(now(), EXPIRE_AT_MOST);
    shed();
    if (round % TURN_EVERY === 0) for (const { loads } of statistics.levels.values()) loads.turn();
    if (round % HEAT_EVERY === 0) await saveHeat(parts);
    await history.tick();
  }

  function start(): void {
    callOff = later(EVERY_MILLISECONDS, () => {
      start();
      tick().catch((error: unknown) => log.error('Upkeep of the cache failed', { error: String(error) }));
    });
  }

  return {
    start,
    stop() {
      callOff?.();
    },
  };
}
