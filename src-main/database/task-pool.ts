/** The main thread's side of a set of worker threads: a named task goes in, its typed result or an AppError comes out. */
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AppError, deserializeError } from '#shared/domain/app-error.ts';
import { httpStatus } from '#shared/domain/http-status.ts';
import type { TaskOptions } from './task.ts';
import type { TaskCall, TaskOutcome, WorkerNews, WorkerStart } from './worker-message.ts';

/** Where worker log lines and slow tasks go; the engine's logger fits. */
export interface PoolLog {
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string, details: Record<string, unknown>): void;
}

export interface TaskPoolOptions {
  readonly name: string;
  /** The worker's entry; it exports `run`. */
  readonly workerFile: URL;
  readonly threads: number;
  /** Threads that are kept when there is nothing to do; the others end. */
  readonly keptThreads?: number;
  readonly start: WorkerStart;
  readonly log: PoolLog;
  /** The trace id of the request being served, if any. */
  readonly traceId: () => string | null;
}

export interface TaskPool {
  run(task: string, args: unknown, options?: TaskOptions): Promise<unknown>;
  /** Lets running tasks end, refuses those that wait. */
  close(): Promise<void>;
  readonly waiting: number;
  /** Threads that there are now, those included that are starting. */
  readonly threads: number;
}

/** Tasks slower than this are logged by name: staff notice them. */
const SLOW_TASK_MILLISECONDS = 40;
const IDLE_MILLISECONDS = 10_000;
/** V8's own limit lets each thread hold some 50 MB of short-lived garbage before it looks; this one costs no time that could be measured. */
const YOUNG_GENERATION_MEGABYTES = 4;
/** How long `close` waits for running tasks before their threads are ended; SQLite rolls back what they had not committed. */
const CLOSE_MILLISECONDS = 10_000;

function isPort(value: ArrayBuffer | MessagePort): value is MessagePort {
  return 'postMessage' in value;
}

/** Starts the threads that are kept at once. */
export function createTaskPool(options: TaskPoolOptions): TaskPool {
  const kept = options.keptThreads ?? options.threads;
  const pool = new Piscina({
    filename: fileURLToPath(options.workerFile),
    name: 'run',
    minThreads: kept,
    maxThreads: options.threads,
    idleTimeout: kept === options.threads ? Number.POSITIVE_INFINITY : IDLE_MILLISECONDS,
    concurrentTasksPerWorker: 1,
    // Waiting by Atomics would save 8 µs a task, and keep a busy thread from its event loop for good: what garbage collection has
    // found (each prepared statement holds some 3.5 KB outside of it) would be given back by no one.
    atomics: 'disabled',
    closeTimeout: CLOSE_MILLISECONDS,
    recordTiming: false,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
    workerData: options.start,
  });
  const progressOf = new Map<number, (progress: unknown) => void>();
  const unfinished = new Set<AbortController>();
  let lastCall = 0;
  let closing = false;

  pool.on('message', (news: WorkerNews) => {
    if (news.type === 'progress') progressOf.get(news.call)?.(news.progress);
    else if (news.type === 'log') {
      options.log.write(news.level, news.message, { ...news.details, pool: options.name, traceId: news.traceId });
    }
  });
  pool.on('error', (error: unknown) => {
    options.log.write('error', 'worker thread failed', { pool: options.name, error });
    endStranded(error);
  });

  /** Where threads cannot start at all, the pool makes no more of them until it is given another task: those that wait would do so for ever. */
  function endStranded(reason: unknown): void {
    if (pool.threads.length > 0) return;
    for (const task of unfinished) task.abort(reason);
  }

  /** What the caller can put right is a remark: only what is the app's or the machine's fault is an error. */
  function logFailure(task: string, { error, message, stack }: Extract<TaskOutcome, { ok: false }>): void {
    const { code } = error;
    if (code === 'CANCELLED') return;
    const facts = { pool: options.name, task, code, message };
    if (httpStatus(code) < 500) options.log.write('info', 'task failed', facts);
    else options.log.write('error', 'task failed', { ...facts, stack });
  }

  /** Not the task failed but its thread: it died, or the pool was closed while the task still waited. */
  function threadLost(task: string, error: unknown): AppError {
    if (!closing) options.log.write('error', 'worker thread lost', { pool: options.name, task, error });
    const details = { service: options.name };
    return new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details, cause: error });
  }

  async function run(task: string, args: unknown, taskOptions: TaskOptions = {}): Promise<unknown> {
    if (closing) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { service: options.name } });
    if (taskOptions.signal?.aborted) throw new AppError('CANCELLED');
    const cancel = new Int32Array(new SharedArrayBuffer(4));
    const giveUp = () => void Atomics.store(cancel, 0, 1);
    taskOptions.signal?.addEventListener('abort', giveUp, { once: true });
    const call: TaskCall = {
      call: ++lastCall,
      task,
      args,
      traceId: options.traceId(),
      cancel,
      wantsProgress: taskOptions.onProgress !== undefined,
    };
    if (taskOptions.onProgress) progressOf.set(call.call, taskOptions.onProgress);
    const stranded = new AbortController();
    unfinished.add(stranded);
    const began = performance.now();
    try {
      const transferList = [...(taskOptions.transfer ?? [])].filter(
        (item) => item instanceof ArrayBuffer || isPort(item),
      );
      const { signal } = stranded;
      const outcome: TaskOutcome = await pool.run(call, { transferList, signal }).catch((error: unknown) => {
        unfinished.delete(stranded);
        endStranded(error);
        throw threadLost(task, signal.reason ?? error);
      });
      if (outcome.ok) return outcome.result;
      logFailure(task, outcome);
      throw deserializeError(outcome.error);
    } finally {
      taskOptions.signal?.removeEventListener('abort', giveUp);
      progressOf.delete(call.call);
      unfinished.delete(stranded);
      const milliseconds = performance.now() - began;
      if (milliseconds > SLOW_TASK_MILLISECONDS) {
        options.log.write('debug', 'slow task', { pool: options.name, task, milliseconds: Math.round(milliseconds) });
      }
    }
  }

  return {
    run,
    async close() {
      closing = true;
      await pool.close();
    },
    get waiting() {
      return pool.queueSize;
    },
    get threads() {
      return pool.threads.length;
    },
  };
}
