/** Waiting that ends at once when nobody needs it any more. */
import { AppError } from '#shared/domain/app-error.ts';

/** Runs `work` after so many milliseconds; gives the way to call it off. */
export type Later = (milliseconds: number, work: () => void) => () => void;

/** Resolves after so many milliseconds. @throws AppError CANCELLED when the signal aborts before. */
export async function wait(milliseconds: number, later: Later, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new AppError('CANCELLED');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = () => reject(new AppError('CANCELLED'));
  const callOff = later(milliseconds, resolve);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await promise;
  } finally {
    callOff();
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * Gives what `work` gives, within so many milliseconds; `work` is told by its signal when the time is over, and not waited
 * for any longer, whether it listens or not.
 * @throws the error of `late` when the time is over, AppError CANCELLED when the outer signal aborts.
 */
export async function withDeadline<Result>(
  options: { readonly milliseconds: number; readonly later: Later; readonly signal: AbortSignal; late(): AppError },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { milliseconds, later, signal } = options;
  if (signal.aborted) throw new AppError('CANCELLED');
  const inner = new AbortController();
  const over = Promise.withResolvers<never>();
  const end = (error: AppError) => {
    inner.abort(error);
    over.reject(error);
  };
  const cancel = () => end(new AppError('CANCELLED'));
  const callOff = later(milliseconds, () => end(options.late()));
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([work(inner.signal), over.promise]);
  } finally {
    callOff();
    signal.removeEventListener('abort', cancel);
  }
}
