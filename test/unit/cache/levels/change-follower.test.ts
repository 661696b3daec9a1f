import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChangeFollower } from '../../../../src-main/cache/levels/change-follower.ts';
import { changeReadTasks, changeWriteTasks, createChangeNotes } from '../../../../src-main/database/change-journal.ts';
import { createTestDatabase, type TestDatabase } from '../../analytics/test-database.ts';

type Step = 'read' | 'invalidate' | 'clear' | 'list' | 'save' | 'forget';

const DAY = 20_000;
const TAG = 'store:3/2024-10-04';

let database: TestDatabase;
beforeEach(() => {
  database = createTestDatabase();
});
afterEach(() => database[Symbol.dispose]());

/** What a process and those after it share: the database's notes and the marks beside the kept answers. */
function createProcesses() {
  const marks = new Map<string, string>();
  const done: string[] = [];
  const context = {
    dataDirectory: '',
    cancelled: () => false,
    report: () => undefined,
    now: () => 0,
    log: () => undefined,
  };

  /** @param stopsAt the process is killed when it comes to this step. @param failsAt the step fails. */
  function start({ stopsAt, failsAt }: { stopsAt?: Step; failsAt?: Step } = {}) {
    const warnings: string[] = [];
    let reads = 0;
    async function at<Result>(step: Step, work: () => Result): Promise<Result> {
      if (step === stopsAt) return new Promise<Result>(() => undefined);
      if (step === failsAt) throw new Error(`${step} fails`);
      return work();
    }
    const follower = createChangeFollower({
      reader: {
        read: ((_task: string, args: { after: number }) =>
          at('read', () => {
            reads++;
            return changeReadTasks['changes.since']({ ...context, db: database.read }, args);
          })) as never,
      },
      writer: {
        write: ((_task: string, args: { upTo: number; dataSet: string }) =>
          at('forget', () => changeWriteTasks['changes.forget']({ ...context, db: database.write }, args))) as never,
      } as never,
      cache: {
        invalidate: (tags) => at('invalidate', () => void done.push(...tags)),
        async clear() {
          await at('clear', () => void done.push('ALL'));
          return { entries: 0, bytes: 0, reloadMilliseconds: 0 };
        },
      },
      marks: {
        load: async (name) => marks.get(name) ?? null,
        save: (name, value) => at('save', () => void marks.set(name, value)),
      },
      onStoreList: () => at('list', () => undefined),
      log: { warn: (message) => void warnings.push(message) },
    });
    return { follower, warnings, reads: () => reads };
  }

  return { start, done, marks };
}

const write = (day = DAY) => createChangeNotes(database.write).storeDay(3, day);
/** What somebody who copies the file and puts it back does, as far as changes are concerned. */
function copyOfDatabase() {
  const of = (sql: string) => database.read.prepare(sql).pluck().get();
  const sequence = of("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'change_journal'");
  const name = of('SELECT id FROM data_set');
  return {
    putBack() {
      database.write.prepare('DELETE FROM change_journal').run();
      database.write.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'change_journal'").run(sequence);
      database.write.prepare('UPDATE data_set SET id = ?').run(name);
    },
  };
}
const notes = () => database.read.prepare('SELECT count(*) FROM change_journal').pluck().get();

describe('following changes', () => {
  it('begins with nothing kept: what lies in the cache is not known to be in step', async () => {
    const { start, done } = createProcesses();
    await start().follower.catchUp();
    expect(done).toEqual(['ALL']);
  });

  it('drops what a write names, and forgets its notes only then', async () => {
    const { start, done } = createProcesses();
    const { follower } = start();
    await follower.catchUp();
    done.length = 0;
    write();
    await follower.catchUp();
    expect(done).toContain(TAG);
    expect(notes()).toBe(0);
    done.length = 0;
    await follower.catchUp();
    expect(done).toEqual([]);
  });

  it.each(['read', 'invalidate', 'save', 'forget'] as const)(
    'is made good by the next process when this one is killed at "%s"',
    async (stopsAt) => {
      const { start, done } = createProcesses();
      await start().follower.catchUp();
      done.length = 0;
      write();
      let acknowledged = false;
      void start({ stopsAt })
        .follower.catchUp()
        .then(() => {
          acknowledged = true;
        });
      await new Promise((resolve) => setImmediate(resolve));
      expect(acknowledged).toBe(false);
      if (stopsAt === 'read' || stopsAt === 'invalidate') expect(done).toEqual([]);
      await start().follower.catchUp();
      expect(done).toContain(TAG);
      expect(done).not.toContain('ALL');
      expect(notes()).toBe(0);
    },
  );

  it('keeps what is kept over a restart in order', async () => {
    const { start, done } = createProcesses();
    const first = start();
    await first.follower.catchUp();
    write();
    await first.follower.catchUp();
    done.length = 0;
    await start().follower.catchUp();
    expect(done).toEqual([]);
  });

  it('drops everything when an older copy has taken the place of the database', async () => {
    const { start, done } = createProcesses();
    await start().follower.catchUp();
    const older = copyOfDatabase();
    write();
    await start().follower.catchUp();
    done.length = 0;
    older.putBack();
    await start().follower.catchUp();
    expect(done).toEqual(['ALL']);
  });

  it.each(['older', 'other'] as const)(
    'drops everything when the database is back after an %s one was written to in its place',
    async (which) => {
      const { start, done } = createProcesses();
      await start().follower.catchUp();
      const older = copyOfDatabase();
      write();
      write();
      await start().follower.catchUp();
      const newer = copyOfDatabase();
      older.putBack();
      if (which === 'other') database.write.prepare("UPDATE data_set SET id = 'another'").run();
      await start().follower.catchUp();
      write();
      await start().follower.catchUp();
      newer.putBack();
      done.length = 0;
      await start().follower.catchUp();
      expect(done).toEqual(['ALL']);
    },
  );

  it('drops everything when a copy that another process went on with has taken the place of the database', async () => {
    const here = createProcesses();
    await here.start().follower.catchUp();
    write();
    await here.start().follower.catchUp();
    const elsewhere = createProcesses();
    await elsewhere.start().follower.catchUp();
    write();
    await elsewhere.start().follower.catchUp();
    here.done.length = 0;
    await here.start().follower.catchUp();
    expect(here.done).toEqual(['ALL']);
  });

  it('drops everything when the database holds another set of data', async () => {
    const { start, done } = createProcesses();
    await start().follower.catchUp();
    database.write.prepare("UPDATE data_set SET id = 'another'").run();
    done.length = 0;
    await start().follower.catchUp();
    expect(done).toEqual(['ALL']);
  });

  it('drops everything when more changed than can be told', async () => {
    const { start, done } = createProcesses();
    const { follower } = start();
    await follower.catchUp();
    done.length = 0;
    createChangeNotes(database.write).everything();
    await follower.catchUp();
    expect(done).toEqual(['ALL']);
  });

  it.each(['read', 'invalidate', 'list', 'save', 'forget'] as const)(
    'drops everything when "%s" fails, says so, and lets the write stand',
    async (failsAt) => {
      const { start, done } = createProcesses();
      await start().follower.catchUp();
      done.length = 0;
      write();
      createChangeNotes(database.write).storeList();
      const { follower, warnings } = start({ failsAt });
      await follower.catchUp();
      expect(done).toContain('ALL');
      expect(warnings).toHaveLength(1);
      expect(notes()).toBe(2);
      await start().follower.catchUp();
      expect(notes()).toBe(0);
    },
  );

  it('lets all who wait for their turn share the next look, and never one that began before they came', async () => {
    const { start } = createProcesses();
    const { follower, reads } = start();
    const first = follower.catchUp();
    await new Promise((resolve) => setImmediate(resolve));
    const before = reads();
    await Promise.all([first, follower.catchUp(), follower.catchUp(), follower.catchUp()]);
    expect(before).toBe(1);
    expect(reads()).toBe(2);
  });

  it('drops everything after the database was replaced, and finds its place anew', async () => {
    const { start, done } = createProcesses();
    const { follower } = start();
    await follower.catchUp();
    done.length = 0;
    await follower.replaced();
    expect(done).toEqual(['ALL']);
    await follower.catchUp();
    expect(notes()).toBe(0);
  });
});
