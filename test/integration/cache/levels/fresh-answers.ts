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
  /** @param given what the cache answered: a board is compared up to the minute that it says, not to a later one. */
  answer(question: Question, given?: unknown): unknown;
  close(): void;
}

const MINUTE = 60_000;
/** A board of today is another one each quarter of an hour. */
const MOST_MINUTES = 15;

/** How many minutes earlier one answer is compared up to than another; 0 where they do not say. */
function minutesBetween(earlier: unknown, later: unknown): number {
  const minuteOf = (answer: unknown) => {
    const [hours, minutes] = ((answer as { comparedUntil?: string | null })?.comparedUntil ?? '')
      .split(':')
      .map(Number);
    return minutes === undefined ? null : hours! * 60 + minutes;
  };
  const [from, to] = [minuteOf(earlier), minuteOf(later)];
  return from === null || to === null ? 0 : to - from;
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

  function answerAt({ kind, input }: Question, at: number): unknown {
    const present = () => ({ now: at, defaultTimeZone: 'Asia/Shanghai' });
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
  }

  return {
    answer(question, given) {
      const answer = answerAt(question, now());
      const minutes = minutesBetween(given, answer);
      if (minutes < 0 || minutes >= MOST_MINUTES) throw new Error(`a board of ${minutes} minutes ago was shown`);
      return minutes === 0 ? answer : answerAt(question, now() - minutes * MINUTE);
    },
    close: () => void db.close(),
  };
}
