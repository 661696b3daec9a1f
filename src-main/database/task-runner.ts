/** The worker side of a pool: finds the named task, gives it its context, and turns what it throws into plain data. */
import { parentPort } from 'node:worker_threads';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import { toDatabaseError } from './sqlite-error.ts';
import type { TaskContext } from './task.ts';
import type { TaskCall, TaskOutcome, WorkerNews } from './worker-message.ts';

/** At most this often is progress sent, so that a tight loop may report after every batch. */
const PROGRESS_INTERVAL_MILLISECONDS = 100;

/** `never`: tasks of every argument type stand in one map; callers are typed by Reader and Writer. */
type AnyTasks<Db> = Record<string, (context: TaskContext<Db>, args: never) => unknown>;

function say(news: WorkerNews): void {
  parentPort?.postMessage(news);
}

function contextOf<Db>(call: TaskCall, given: Pick<TaskContext<Db>, 'db' | 'dataDirectory' | 'now'>): TaskContext<Db> {
  let lastProgress = 0;
  return {
    ...given,
    cancelled: () => Atomics.load(call.cancel, 0) === 1,
    report(progress) {
      const moment = performance.now();
      if (!call.wantsProgress || moment - lastProgress < PROGRESS_INTERVAL_MILLISECONDS) return;
      lastProgress = moment;
      say({ type: 'progress', call: call.call, progress });
    },
    log(level, message, details = {}) {
      say({ type: 'log', level, message, details, traceId: call.traceId });
    },
  };
}

/** Gives the function that a pool calls in this thread. `db` gives the connection, or throws while there is none; `now` gives UTC milliseconds. */
export function createTaskRunner<Db>(
  tasks: AnyTasks<Db>,
  db: () => Db,
  dataDirectory: string,
  now: () => number,
): (call: TaskCall) => Promise<TaskOutcome> {
  return async (call) => {
    try {
      const task = tasks[call.task];
      if (!task) throw new AppError('INTERNAL', { details: { task: call.task } });
      return { ok: true, result: await task(contextOf(call, { db: db(), dataDirectory, now }), call.args as never) };
    } catch (error) {
      const known = toDatabaseError(error);
      const cause = known.cause instanceof Error ? known.cause : known;
      return { ok: false, error: serializeError(known), message: cause.message, stack: cause.stack ?? '' };
    }
  };
}
