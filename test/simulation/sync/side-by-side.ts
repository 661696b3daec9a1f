/** Lives through many worlds in several processes, and gives them in the order of their seeds: as one process alone would. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ToldLife } from './world-process.ts';

export interface SideBySideOptions {
  /** The first seed. */
  readonly from: number;
  readonly seeds: number;
  readonly processes: number;
  /** After how many another process goes on. */
  readonly worldsOfAProcess?: number;
  /** When it is aborted no further world is begun. */
  readonly signal?: AbortSignal;
}

/**
 * A computer that is killed in a world leaves what it was waiting for behind, for its listeners on signals that never come are
 * kept by the runtime; a process that really dies takes them along. After so many worlds another process goes on.
 */
const WORLDS_OF_A_PROCESS = 100;

const PROCESS = fileURLToPath(new URL('./world-process.ts', import.meta.url));

/** @throws Error when a process ends by itself. */
export async function* livesSideBySide({
  from,
  seeds,
  processes,
  worldsOfAProcess = WORLDS_OF_A_PROCESS,
  signal,
}: SideBySideOptions): AsyncGenerator<ToldLife> {
  const end = from + seeds;
  const ready = new Map<number, ToldLife>();
  let begun = from;
  let failure: Error | null = null;
  let news = Promise.withResolvers<void>();

  function hasMore(): boolean {
    return begun < end && !signal?.aborted && !failure;
  }

  function open(): void {
    let worlds = 0;
    // Compared with what is done here, checking each value's class is dear; and whatever runs this may have flags of its own.
    const child = fork(PROCESS, { env: { ...process.env, NODE_ENV: 'production' }, execArgv: [] });
    children.add(child);
    const begin = () => {
      if (hasMore() && worlds++ < worldsOfAProcess) child.send(begun++);
      else child.disconnect();
    };
    child.on('message', (life: ToldLife) => {
      ready.set(life.seed, life);
      begin();
      news.resolve();
    });
    child.on('exit', (code, killedBy) => {
      children.delete(child);
      if (code !== 0 || child.connected) {
        failure ??= new Error(`a process of the simulation ended with ${code ?? killedBy}`);
      } else if (hasMore()) {
        open();
      }
      news.resolve();
    });
    begin();
  }

  const children = new Set<ChildProcess>();
  for (let n = 0; n < Math.min(processes, seeds); n++) open();
  try {
    for (let seed = from; seed < end; seed++) {
      while (!ready.has(seed)) {
        if (failure) throw failure;
        // All that was begun is told, but the process after the last one may not have begun yet.
        if (seed >= begun && !hasMore()) return;
        await news.promise;
        news = Promise.withResolvers();
      }
      yield ready.get(seed)!;
      ready.delete(seed);
    }
  } finally {
    // Nothing more is begun.
    begun = end;
    for (const child of children) if (child.connected) child.disconnect();
  }
}
