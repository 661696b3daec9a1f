/** The same questions, answered without any cache, over a connection of the test's own. */
import { join } from 'node:path';
import type { StoreScope } from '#shared/contract/index.ts';
import { analyticsReadTasks } from '../../../../src-main/analytics/tasks.ts';
import { openReadable, type ReadableDb, type TaskContext } from '../../../../src-main/database/index.ts';

export interface Question {
  readonly kind: 'overview' | 'breakdown' | 'bounds' | 'list' | 'byStatus' | 'detail' | 'stores';
  readonly input: never;
}

export interface FreshAnswers {
  answer(question: Question): unknown;
  close(): void;
}

export function openFreshAnswers(directory: string, now: () => number): FreshAnswers {
  const db: ReadableDb = openReadable(join(directory, 'mendian.db'));
  const context: TaskContext<ReadableDb> = {
    db,
    dataDirectory: directory,
    cancelled: () => false,
    report: () => undefined,
    now,
    log: () => undefined,
  };
  const present = () => ({ now: now(), defaultTimeZone: 'Asia/Shanghai' });
  return {
    answer({ kind, input }) {
      const question = input as { stores: StoreScope };
      const tasks = analyticsReadTasks;
      switch (kind) {
        case 'overview':
          return tasks['analytics.overview'](context, { ...question, ...present() } as never);
        case 'breakdown':
          return tasks['analytics.breakdown'](context, { ...question, ...present() } as never);
        case 'bounds':
          return tasks['analytics.bounds'](context, { ...question, ...present() });
        case 'list':
          return tasks['orders.list'](context, question as never);
        case 'byStatus':
          return tasks['orders.byStatus'](context, { ...question, ...present() } as never);
        case 'detail':
          return tasks['orders.detail'](context, { ...(input as { id: number }), unmask: false });
        case 'stores':
          return tasks['stores.list'](context);
      }
    },
    close: () => void db.close(),
  };
}
