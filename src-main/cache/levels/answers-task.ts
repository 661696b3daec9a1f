/**
 * Asks the parts' own reading tasks for many answers in one trip, and encodes them where they are made. The answers and
 * the revisions they belong to are of one state of the database.
 */
import { AppError, type SerializedAppError, serializeError } from '#shared/domain/app-error.ts';
import { analyticsReadTasks, createDetailReader, createStatusReader } from '../../analytics/tasks.ts';
import { type ReadableDb, revisionOf, type TaskContext } from '../../database/index.ts';
import { encodeJson } from '../codec/index.ts';

type Context = TaskContext<ReadableDb>;
/** Answers these questions one after another, all of one state of the database. */
type Answerer = (context: Context, questions: readonly never[]) => (args: never) => unknown;

function each<Args>(task: (context: Context, args: Args) => unknown): Answerer {
  return (context) => (args: Args) => task(context, args);
}

/** How old the data are is kept apart: an import of other days makes it another age, but no other sums. */
function withoutAge<Args, Answer extends { freshness: unknown }>(task: (context: Context, args: Args) => Answer) {
  return (context: Context, args: Args): Omit<Answer, 'freshness'> => {
    const { freshness: _, ...rest } = task(context, args);
    return rest;
  };
}

/** The tasks whose answers are kept. */
const TASKS = {
  'analytics.overview': each(withoutAge(analyticsReadTasks['analytics.overview'])),
  'analytics.breakdown': each(withoutAge(analyticsReadTasks['analytics.breakdown'])),
  'analytics.bounds': each(analyticsReadTasks['analytics.bounds']),
  'analytics.freshness': each(analyticsReadTasks['analytics.freshness']),
  'orders.list': each(analyticsReadTasks['orders.list']),
  'orders.detail': ({ db }, questions) => createDetailReader(db, questions),
  'orders.byStatus': createStatusReader,
  'stores.list': each(analyticsReadTasks['stores.list']),
} satisfies Record<string, Answerer>;
export type AnswerTask = keyof typeof TASKS;

export interface AnswerRequest {
  readonly args: unknown;
  /** Whose revisions the answer belongs to; null: of all stores. */
  readonly stores: readonly number[] | null;
  /** As an earlier answer gave it. */
  readonly version: string | null;
}

/** Questions to one task. */
export interface AnswerGroup {
  readonly task: AnswerTask;
  readonly requests: readonly AnswerRequest[];
  /** The answers are opened as soon as they are there: packing them would only take time. */
  readonly plain: boolean;
}

export type AnswerResult =
  | { readonly outcome: 'payload'; readonly payload: Uint8Array; readonly version: string }
  | { readonly outcome: 'not-modified' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'failed'; readonly error: SerializedAppError };

/** Gives the results group by group, in their order. */
export function answersTask(context: Context, groups: readonly AnswerGroup[]): AnswerResult[][] {
  const { db, cancelled } = context;
  const revisions = new Map<string, string>();

  function versionOf(stores: AnswerRequest['stores']): string {
    const scope = stores?.join('.') ?? 'all';
    const version = revisions.get(scope) ?? String(revisionOf(db, stores));
    revisions.set(scope, version);
    return version;
  }

  function resultsOf({ task, requests, plain }: AnswerGroup): AnswerResult[] {
    const versions = requests.map(({ stores }) => versionOf(stores));
    const modified = requests.filter(({ version }, at) => version !== versions[at]);
    const answer: (args: never) => unknown = TASKS[task](context, modified.map(({ args }) => args) as never[]);
    return requests.map(({ args, version }, at) => {
      if (cancelled()) throw new AppError('CANCELLED');
      const current = versions[at]!;
      if (current === version) return { outcome: 'not-modified' };
      try {
        const value = answer(args as never);
        return { outcome: 'payload', payload: plain ? encodeJson(value, 'none') : encodeJson(value), version: current };
      } catch (error) {
        if (error instanceof AppError && error.code === 'NOT_FOUND') return { outcome: 'missing' };
        if (error instanceof AppError) return { outcome: 'failed', error: serializeError(error) };
        throw error;
      }
    });
  }

  return db.transaction(() => groups.map(resultsOf)).deferred();
}
