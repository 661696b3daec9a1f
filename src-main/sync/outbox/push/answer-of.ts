/** What came of a call to a platform: a fault is an outcome like an answer, and a call that was cut off has none. */
import type { AppError } from '#shared/domain/app-error.ts';
import { asFault } from './judge.ts';

/** Null: it was cut off. Nobody knows what became of it, and the next start finds out. */
export async function answerOf<Answer>(
  cut: AbortSignal,
  call: () => Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly fault: AppError } | null> {
  try {
    return { answer: await call() };
  } catch (error) {
    return cut.aborted ? null : { fault: asFault(error) };
  }
}
