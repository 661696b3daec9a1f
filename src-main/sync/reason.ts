import type { Reason } from '#shared/contract/index.ts';
import { serializeError } from '#shared/domain/app-error.ts';

/** Gives an error as the API tells it: its code and what its sentence is filled with. Anything unknown becomes `INTERNAL`. */
export function reasonOf(error: unknown): Reason {
  const { code, details } = serializeError(error);
  return { code, details: { ...details } };
}
