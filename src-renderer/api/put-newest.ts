/** Keeps what a stream tells in the place of what was asked for. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Makes what puts a stream's values in the place of a query's answer. An answer that is still on its way was given before the
 * value: it would stand in its place once it came, until the next news, so it is called off.
 */
export function createPutNewest<Value>(queries: QueryClient, queryKey: QueryKey): (value: Value) => Promise<void> {
  let newest: Value;
  return async (value) => {
    newest = value;
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData(queryKey, newest);
  };
}
