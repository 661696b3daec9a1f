import { describe, expect, it } from 'vitest';
import { createAnswerTrips } from '../../../../src-main/cache/levels/answer-trips.ts';
import type { AnswerGroup, AnswerResult } from '../../../../src-main/cache/levels/answers-task.ts';
import type { CacheReadTasks } from '../../../../src-main/cache/levels/tasks.ts';
import type { Reader, TaskOptions } from '../../../../src-main/database/index.ts';

interface Trip {
  readonly groups: readonly AnswerGroup[];
  readonly options: TaskOptions;
  end(results: AnswerResult[][]): void;
  fail(error: unknown): void;
}

/** Reading threads whose trips end when the test says so. */
function createThreads() {
  const trips: Trip[] = [];
  const read = (_task: string, groups: readonly AnswerGroup[], options: TaskOptions) =>
    new Promise((end, fail) => {
      trips.push({ groups, options, end, fail });
    });
  return { trips, reader: { read } as unknown as Reader<CacheReadTasks> };
}

const group = (task: AnswerGroup['task'], ...ids: number[]): AnswerGroup => ({
  task,
  requests: ids.map((id) => ({ args: { id }, stores: [id], version: null })),
  plain: true,
});
const result = (version: string): AnswerResult => ({ outcome: 'payload', payload: new Uint8Array(), version });
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const unheard = () => new AbortController().signal;

describe('trips for answers', () => {
  it('takes along what several tasks are asked within a tick, and gives each its own', async () => {
    const { trips, reader } = createThreads();
    const { ask } = createAnswerTrips(reader);
    const overview = ask(group('analytics.overview', 1, 2), unheard());
    const freshness = ask(group('analytics.freshness', 1), unheard());
    await turn();
    expect(trips.map(({ groups }) => groups.map(({ task }) => task))).toEqual([
      ['analytics.overview', 'analytics.freshness'],
    ]);
    const later = ask(group('analytics.bounds', 1), unheard());
    await turn();
    expect(trips).toHaveLength(2);
    trips[1]!.end([[result('d')]]);
    trips[0]!.end([[result('a'), result('b')], [result('c')]]);
    expect(await overview).toEqual([result('a'), result('b')]);
    expect(await freshness).toEqual([result('c')]);
    expect(await later).toEqual([result('d')]);
  });

  it('fails for all who were on it', async () => {
    const { trips, reader } = createThreads();
    const { ask } = createAnswerTrips(reader);
    const both = [ask(group('analytics.overview', 1), unheard()), ask(group('analytics.freshness', 1), unheard())];
    await turn();
    trips[0]!.fail(new Error('the thread died'));
    for (const asked of both) await expect(asked).rejects.toThrow('the thread died');
  });

  it('is called off only when nobody waits for any of it', async () => {
    const { trips, reader } = createThreads();
    const { ask } = createAnswerTrips(reader);
    const [one, other] = [new AbortController(), new AbortController()];
    for (const { signal } of [one, other]) void ask(group('analytics.overview', 1), signal);
    await turn();
    const { signal } = trips[0]!.options;
    one.abort();
    expect(signal?.aborted).toBe(false);
    other.abort();
    expect(signal?.aborted).toBe(true);
  });
});
