/**
 * After every write, and once at the start, what its notes name is dropped from the cache; only then is the write
 * acknowledged, and only after that are the notes forgotten.
 */
import type { ChangeReadTasks, ChangeWriteTasks, DataChanges, Reader, Writer } from '../../database/index.ts';
import type { Cache } from '../cache.ts';
import { tagsOfChanges } from './tags.ts';

export interface ChangeFollowerOptions {
  readonly reader: Reader<ChangeReadTasks>;
  readonly writer: Writer<ChangeWriteTasks>;
  readonly cache: Pick<Cache, 'invalidate' | 'clear'>;
  /** What the cache's own file was last in step with; null before the first time. */
  readonly position: Position | null;
  /** Keeps the position beside the cached answers. */
  readonly savePosition: (position: Position) => Promise<void>;
  readonly log: { warn(message: string, details: Record<string, unknown>): void };
}

/** Up to which change of which set of data the cache is in step. */
export interface Position {
  readonly dataSet: string;
  readonly last: number;
}

export interface ChangeFollower {
  /** Resolves when nothing that was written before this call is answered from before it. Never rejects. */
  catchUp(): Promise<void>;
  /** The database was replaced as a whole: nothing that is kept belongs to it. */
  replaced(): Promise<void>;
}

export function createChangeFollower(options: ChangeFollowerOptions): ChangeFollower {
  const { reader, writer, cache, log } = options;
  let position = options.position;
  let running: Promise<void> = Promise.resolve();
  /** Set while a catching up waits for its turn: callers who come meanwhile share it. */
  let waiting: Promise<void> | null = null;

  async function apply(changes: DataChanges): Promise<void> {
    const known = position?.dataSet === changes.dataSet && position.last <= changes.last;
    const tags = tagsOfChanges(changes);
    if (!known || tags === null) await cache.clear({ what: 'all' });
    else if (tags.length > 0) await cache.invalidate(tags);
    if (known && !changes.any) return;
    position = { dataSet: changes.dataSet, last: changes.last };
    await options.savePosition(position);
    if (changes.any) await writer.write('changes.forget', { upTo: changes.last });
  }

  async function follow(): Promise<void> {
    try {
      await apply(await reader.read('changes.since', { after: 0 }));
    } catch (error) {
      // The write stands. What it changed is not known, so nothing that is kept may be answered; the notes stay.
      log.warn('changes could not be followed; the cache is emptied', { error });
      await cache.clear({ what: 'all' });
    }
  }

  return {
    catchUp() {
      waiting ??= running.then(() => {
        waiting = null;
        running = follow();
        return running;
      });
      return waiting;
    },
    async replaced() {
      position = null;
      await cache.clear({ what: 'all' });
    },
  };
}
