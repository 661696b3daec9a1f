/** The database as a service: opened and, when the last run did not end in order, checked before anything else uses it. */
import type { Database, ReadTasks, WriteTasks } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Service } from '../container/index.ts';

/** Each index is compared with its table once the start's own work is done. */
const CHECK_AFTER_MILLISECONDS = 30_000;
/** What was written before the file lost its name is on no disk until this is noticed. */
const LOOK_EVERY_MILLISECONDS = 5_000;

export function databaseService<R extends ReadTasks, W extends WriteTasks>(
  database: Database<R, W>,
  log: Log,
  later: (milliseconds: number, work: () => void) => () => void,
): Service {
  let callOffCheck: () => void = () => undefined;
  let closed = false;
  let callOffLook: () => void = () => undefined;

  async function check(): Promise<void> {
    try {
      const { damaged } = await database.check();
      log.write(damaged ? 'error' : 'info', 'database checked', { damaged });
    } catch (error) {
      log.warn('database could not be checked', { error });
    }
  }

  function planLook(): void {
    callOffLook = later(LOOK_EVERY_MILLISECONDS, () => void look());
  }

  async function look(): Promise<void> {
    try {
      await database.look();
    } catch (error) {
      log.error('database file not written anew', { error });
    }
    if (!closed) planLook();
  }

  return {
    name: 'database',
    requires: ['config'],
    optional: false,
    async initialize() {
      const { migrations, schemaVersion, checked } = await database.open();
      log.info('database open', { migrations, schemaVersion, checked });
      planLook();
      callOffCheck = later(CHECK_AFTER_MILLISECONDS, () => void check());
    },
    health() {
      const { checkedAt, ...facts } = database.facts();
      const checked = checkedAt === null ? {} : { checkedAt: new Date(checkedAt).toISOString() };
      return { state: 'healthy', facts: { ...facts, ...checked } };
    },
    async close() {
      closed = true;
      callOffCheck();
      callOffLook();
      await database.close();
    },
  };
}
