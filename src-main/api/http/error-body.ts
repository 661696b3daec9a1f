/** Errors as HTTP answers hold them. A script that is told that a warmup runs already finds the running one's id at the top. */
import type { ORPCError } from '@orpc/server';
import { isApiError } from '../api-error.ts';

/** Gives the body of an error's answer. */
export function errorBody(error: ORPCError<string, unknown>): object {
  const body = error.toJSON();
  if (!isApiError(error) || error.code !== 'WARMUP_RUNNING') return body;
  return { success: false, task_id: error.data.details.task_id, ...body };
}
