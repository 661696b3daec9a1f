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
  /** Numbers that lie with the cached answers: lost with them, and never newer than what was dropped of them. */
  readonly marks: {
    load(name: string): Promise<number | null>;
    save(name: string, value: number): Promise<void>;
  };
  /** Told after names, zones or the number of stores may have changed. */
  readonly onStoreList: () => Promise<void>;
  readonly log: { warn(message: string, details: Record<string, unknown>): void };
}

export interface ChangeFollower {
  /** Resolves when nothing that was written before this call is answered from before it. Never rejects. */
  catchUp(): Promise<void>;
  /** The database was replaced as a whole: nothing that is kept belongs to it. */
  replaced(): Promise<void>;
}

export function createChangeFollower(options: ChangeFollowerOptions): ChangeFollower {
  const { reader, writer, cache, marks, log } = options;
  /** The last change that the cache is in step with, and of which set of data; null: not known to be in step. */
  let position: { dataSet: string; last: number } | null = null;
  let running: Promise<void> = Promise.resolve();
  /** Set while a catching up waits for its turn: callers who come meanwhile share it. */
  let waiting: Promise<void> | null = null;

  async function positionIn(dataSet: string): Promise<typeof position> {
    if (position?.dataSet === dataSet) return position;
    const last = await marks.load(markOf(dataSet));
    return last === null ? null : { dataSet, last };
  }

  async function apply(changes: DataChanges): Promise<void> {
    const { dataSet, last } = changes;
    const before = await positionIn(dataSet);
    // A number that went back: somebody put an older file in the place of the database.
    const inStep = before !== null && before.last <= last;
    const tags = tagsOfChanges(changes);
    if (!inStep || tags === null) await cache.clear({ what: 'all' });
    else if (tags.length > 0) await cache.invalidate(tags);
    if (changes.storeList) await options.onStoreList();
    if (inStep && !changes.any) return;
    await marks.save(markOf(dataSet), last);
    position = { dataSet, last };
    if (changes.any) await writer.write('changes.forget', { upTo: last });
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

function markOf(dataSet: string): string {
  return `changes/${dataSet}`;
}
