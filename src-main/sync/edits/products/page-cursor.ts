/** Where a page of products begins: behind this one, by what they are sorted by and then by id. */
import { AppError } from '#shared/domain/app-error.ts';

export interface PageCursor {
  readonly key: number | string;
  readonly id: number;
}

/** Gives a cursor as text, for the client to send back. */
export function writeCursor({ key, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @throws AppError INVALID_INPUT for what `writeCursor` never gave. */
export function parseCursor(text: string): PageCursor {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if ((typeof key === 'number' || typeof key === 'string') && typeof id === 'number') return { key, id };
  } catch (error) {
    throw new AppError('INVALID_INPUT', { details: { fields: 'cursor' }, cause: error });
  }
  throw new AppError('INVALID_INPUT', { details: { fields: 'cursor' } });
}
