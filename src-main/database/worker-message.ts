/** What passes between the main thread's pools and their worker threads. All of it is plain, cloneable data. */
import type { SerializedAppError } from '#shared/domain/app-error.ts';

/** What a worker thread is told when it starts. */
export interface WorkerStart {
  readonly dataDirectory: string;
  readonly databaseFile: string;
}

export interface TaskCall {
  readonly call: number;
  readonly task: string;
  readonly args: unknown;
  readonly traceId: string | null;
  /** One cell: 1 once the caller has given up. Shared, so that a busy loop sees it too. */
  readonly cancel: Int32Array;
  readonly wantsProgress: boolean;
}

export type TaskOutcome =
  | { readonly ok: true; readonly result: unknown }
  /** `message` and `stack` are for the log only. */
  | { readonly ok: false; readonly error: SerializedAppError; readonly message: string; readonly stack: string };

/** What a worker says while it works. */
export type WorkerNews =
  | { readonly type: 'progress'; readonly call: number; readonly progress: unknown }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly details: Record<string, unknown>;
      readonly traceId: string | null;
    };
