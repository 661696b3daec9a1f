/**
 * SQL runs in worker threads as named tasks. A part that owns tables writes its tasks as plain functions, lists them in
 * a map, and calls them by name from the main thread with their types kept.
 */
import type { MessagePort } from 'node:worker_threads';
import type { ReadableDb, WritableDb } from './connection.ts';

/** What every task is given besides its arguments. */
export interface TaskContext<Db> {
  readonly db: Db;
  /** The data directory, for files beside the database. */
  readonly dataDirectory: string;
  /** True once the caller has given up: long tasks look at it between batches and throw AppError CANCELLED. */
  cancelled(): boolean;
  /** Tells the caller how far a long task is; plain, cloneable data. Cheap to call often: at most about 10 a second are sent. */
  report(progress: unknown): void;
  /** UTC milliseconds. */
  now(): number;
  /** A JSON log line of the worker, with the caller's trace id. */
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>): void;
}

export type ReadTask<Args, Result> = (context: TaskContext<ReadableDb>, args: Args) => Result | Promise<Result>;
export type WriteTask<Args, Result> = (context: TaskContext<WritableDb>, args: Args) => Result | Promise<Result>;

/** `never`: a map holds tasks of every argument type, and each call is typed by its own entry. */
export type ReadTasks = Record<string, ReadTask<never, unknown>>;
export type WriteTasks = Record<string, WriteTask<never, unknown>>;

export interface TaskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: unknown) => void;
  /** Ports and buffers inside the arguments that are handed over instead of copied. */
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
}

type Args<Task> = Task extends (context: never, args: infer A) => unknown ? A : never;
type Result<Task> = Task extends (context: never, args: never) => infer R ? Awaited<R> : never;

/** Runs reading tasks, several at a time. */
export interface Reader<Tasks extends ReadTasks> {
  read<Name extends keyof Tasks & string>(
    task: Name,
    args: Args<Tasks[Name]>,
    options?: TaskOptions,
  ): Promise<Result<Tasks[Name]>>;
}

/** Runs writing tasks, one after another in the order they were asked for. */
export interface Writer<Tasks extends WriteTasks> {
  write<Name extends keyof Tasks & string>(
    task: Name,
    args: Args<Tasks[Name]>,
    options?: TaskOptions,
  ): Promise<Result<Tasks[Name]>>;
}
