import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { followStream } from '../../../src-renderer/api/follow-stream.ts';

/** Plays one list of values a connection; an error stands for a link that broke. Ends when all are played. */
async function follow(connections: readonly (readonly (number | Error)[])[], last?: number) {
  const stop = new AbortController();
  const heard: (number | string)[] = [];
  let attempt = 0;
  await followStream<number>(
    async () => {
      const values = connections[attempt++] ?? [];
      return (async function* () {
        for (const value of values) {
          if (value instanceof Error) throw value;
          yield value;
        }
      })();
    },
    {
      onValue: (value) => heard.push(value),
      isLast: (value) => value === last,
      onLost: () => heard.push('lost'),
      onFailure: (error) => heard.push(error instanceof AppError ? error.code : 'failed'),
    },
    stop.signal,
    async () => {
      if (attempt >= connections.length) stop.abort();
    },
  );
  return heard;
}

describe('a stream that is followed', () => {
  it('is asked for again after it ended or broke', async () => {
    const broken = new AppError('SERVICE_UNAVAILABLE', { action: 'retry' });
    expect(await follow([[1, 2], [3, broken], [4]])).toEqual([1, 2, 'lost', 3, 'lost', 4, 'lost']);
  });

  it('ends with its last value, and is asked for again where it ended or broke before that', async () => {
    const broken = new TypeError('Failed to fetch');
    expect(await follow([[1, 9], [5]], 9)).toEqual([1, 9]);
    expect(await follow([[1], [2, broken], [9], [5]], 9)).toEqual([1, 'lost', 2, 'lost', 9]);
  });

  it('is given up when asking again cannot help', async () => {
    expect(await follow([[1, new AppError('UNAUTHORISED')], [2]])).toEqual([1, 'UNAUTHORISED']);
  });
});
