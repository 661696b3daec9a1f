/** Asking for what may not be there. */
import { AppError } from '#shared/domain/app-error.ts';

/** Gives null where the platform says that there is no such thing: that is nothing, and no fault. */
export async function orNull<Result>(
  isMissing: (error: AppError) => boolean,
  ask: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && isMissing(error)) return null;
    throw error;
  }
}
