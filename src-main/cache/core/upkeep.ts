/** What the cache does by itself now and then: lets go of what is past its grace or does not fit the heap, and takes notes. */
import { createHeapWatch, type HeapFigures } from '../memory/index.ts';
import type { History } from './history.ts';
import type { CoreParts } from './parts.ts';

export interface UpkeepOptions {
  readonly history: History;
  readonly saveHeat: () => Promise<void>;
  readonly heap: (() => HeapFigures) | undefined;
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

export interface Upkeep {
  start(): void;
  stop(): void;
}

const EVERY_MILLISECONDS = 1_000;
const EXPIRE_AT_MOST = 1_024;
/** In rounds. */
const HEAT_EVERY = 300;
const TURN_EVERY = 1_800;

export function createUpkeep(parts: CoreParts, { history, saveHeat, heap, later }: UpkeepOptions): Upkeep {
  const { memory, statistics, now, ticks, log } = parts;
  const watch = heap === undefined ? null : createHeapWatch({ memory, figures: heap, elapsed: ticks });
  let round = 0;
  let callOff: (() => void) | null = null;

  function shed(): void {
    const freed = watch?.check() ?? 0;
    if (freed > 0) log.warn('The heap is nearly full: the cache has let go of some of what it held', { freed });
  }

  async function tick(): Promise<void> {
    round += 1;
    memory.expire(now(), EXPIRE_AT_MOST);
    shed();
    if (round % TURN_EVERY === 0) for (const { loads } of statistics.levels.values()) loads.turn();
    if (round % HEAT_EVERY === 0) await saveHeat();
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
