/**
 * Asks the parts' own reading tasks for many answers in one trip, and encodes them where they are made. An answer and
 * the revision it belongs to are of one state of the database.
 */
import { AppError, type SerializedAppError, serializeError } from '#shared/domain/app-error.ts';
import { analyticsReadTasks } from '../../analytics/tasks.ts';
import { type ReadableDb, revisionOf, type TaskContext } from '../../database/index.ts';
import { encodeJson } from '../codec/index.ts';

type Context = TaskContext<ReadableDb>;

/** How old the data are is kept apart: an import of other days makes it another age, but no other sums. */
function withoutAge<Args, Answer extends { freshness: unknown }>(task: (context: Context, args: Args) => Answer) {
  return (context: Context, args: Args): Omit<Answer, 'freshness'> => {
    const { freshness: _, ...rest } = task(context, args);
    return rest;
  };
}

/** The tasks whose answers are kept. */
const TASKS = {
  'analytics.overview': withoutAge(analyticsReadTasks['analytics.overview']),
  'analytics.breakdown': withoutAge(analyticsReadTasks['analytics.breakdown']),
  'analytics.bounds': analyticsReadTasks['analytics.bounds'],
  'analytics.freshness': analyticsReadTasks['analytics.freshness'],
  'orders.list': analyticsReadTasks['orders.list'],
  'orders.detail': analyticsReadTasks['orders.detail'],
  'orders.byStatus': analyticsReadTasks['orders.byStatus'],
  'stores.list': analyticsReadTasks['stores.list'],
};
export type AnswerTask = keyof typeof TASKS;

export interface AnswerRequest {
  readonly args: unknown;
  /** Whose revisions the answer belongs to; null: of all stores. */
  readonly stores: readonly number[] | null;
  /** As an earlier answer gave it. */
  readonly version: string | null;
}

export type AnswerResult =
  | { readonly outcome: 'payload'; readonly payload: Uint8Array; readonly version: string }
  | { readonly outcome: 'not-modified' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'failed'; readonly error: SerializedAppError };

export function answersTask(
  context: Context,
  { task, requests }: { readonly task: AnswerTask; readonly requests: readonly AnswerRequest[] },
): AnswerResult[] {
  return requests.map((request) => {
    if (context.cancelled()) throw new AppError('CANCELLED');
    try {
      return context.db.transaction(() => answer(context, task, request)).deferred();
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return { outcome: 'missing' };
      if (error instanceof AppError) return { outcome: 'failed', error: serializeError(error) };
      throw error;
    }
  });
}

function answer(context: Context, task: AnswerTask, request: AnswerRequest): AnswerResult {
  const version = String(revisionOf(context.db, request.stores));
  if (version === request.version) return { outcome: 'not-modified' };
  const run = TASKS[task] as (context: Context, args: unknown) => unknown;
  return { outcome: 'payload', payload: encodeJson(run(context, request.args)), version };
}
