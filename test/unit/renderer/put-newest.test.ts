import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createPutNewest } from '../../../src-renderer/api/index.ts';

const KEY = ['state'];

it('keeps what a stream told when an answer that was asked for before comes after it', async () => {
  const queries = new QueryClient();
  queries.setQueryData(KEY, 'before');
  const answer = Promise.withResolvers<string>();
  const asked = queries.fetchQuery({ queryKey: KEY, queryFn: () => answer.promise });
  await createPutNewest(queries, KEY)('told');
  answer.resolve('asked');
  expect(await asked).toBe('before');
  expect(queries.getQueryData(KEY)).toBe('told');
});

it('keeps the last of two that come one right after the other', async () => {
  const queries = new QueryClient();
  const answer = Promise.withResolvers<string>();
  const asked = queries.fetchQuery({ queryKey: KEY, queryFn: () => answer.promise }).catch((error: unknown) => error);
  const put = createPutNewest(queries, KEY);
  await Promise.all([put('first'), put('last')]);
  answer.resolve('asked');
  expect(await asked).toBeInstanceOf(Error);
  expect(queries.getQueryData(KEY)).toBe('last');
});
