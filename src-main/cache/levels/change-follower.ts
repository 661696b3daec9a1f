/**
 * After every write, and once at the start, what its notes name is dropped from the cache; only then is the write
 * acknowledged, and only after that are the notes forgotten.
 */
import { randomUUID } from 'node:crypto';
import type { ChangeReadTasks, ChangeWriteTasks, DataChanges, Reader, Writer } from '../../database/index.ts';
import type { Cache } from '../cache.ts';
import { tagsOfChanges } from './tags.ts';

export interface ChangeFollowerOptions {
  readonly reader: Reader<ChangeReadTasks>;
  readonly writer: Writer<ChangeWriteTasks>;
  readonly cache: Pick<Cache, 'invalidate' | 'clear'>;
  /** Texts that lie with the cached answers: lost with them, and never newer than what was dropped of them. */
  readonly marks: {
    load(name: string): Promise<string | null>;
    save(name: string, value: string): Promise<void>;
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

/** States of the database that what is kept is in step with. */
interface Position {
  /** The name before the last notes were forgotten, and the one since. */
  readonly dataSets: readonly string[];
  /** No earlier change than this may be the last one. */
  readonly last: number;
}

const MARK = 'changes';

export function createChangeFollower(options: ChangeFollowerOptions): ChangeFollower {
  const { reader, writer, cache, marks, log } = options;
  /** Null: not known to be in step. */
  let position: Position | null = null;
  let running: Promise<void> = Promise.resolve();
  /** Set while a catching up waits for its turn: callers who come meanwhile share it. */
  let waiting: Promise<void> | null = null;

  async function apply(changes: DataChanges): Promise<void> {
    const { dataSet, last } = changes;
    const before = position ?? readMark(await marks.load(MARK));
    // Another name, or a number that went back: somebody put another file in the place of the database.
    const inStep = before?.dataSets.includes(dataSet) === true && before.last <= last;
    const tags = tagsOfChanges(changes);
    if (!inStep || tags === null) await cache.clear({ what: 'all' });
    else if (tags.length > 0) await cache.invalidate(tags);
    if (changes.storeList) await options.onStoreList();
    if (inStep && !changes.any) return;
    // A copy that goes its own way from here on gets a name of its own, too.
    const next: Position = { dataSets: [dataSet, randomUUID()], last };
    await marks.save(MARK, writeMark(next));
    position = next;
    if (changes.any) await writer.write('changes.forget', { upTo: last, dataSet: next.dataSets[1]! });
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

function writeMark({ dataSets, last }: Position): string {
  return [last, ...dataSets].join(' ');
}

function readMark(mark: string | null): Position | null {
  if (mark === null) return null;
  const [last, ...dataSets] = mark.split(' ');
  return { last: Number(last), dataSets };
}
