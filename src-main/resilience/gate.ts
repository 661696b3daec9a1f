/**
 * Holds back background work for a moment after the network has come back. Each computer opens at a moment of its own, so that the
 * stores of a chain, which come back together, do not reach a platform together.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from './timing.ts';

export interface Gate {
  /** Resolves when the gate is open. @throws AppError CANCELLED */
  pass(signal: AbortSignal): Promise<void>;
  /** Shuts it for so many milliseconds, unless it is shut already. */
  shut(milliseconds: number): void;
}

/** Makes a gate that is open. */
export function createGate(later: Later): Gate {
  let opening: Promise<void> | null = null;
  return {
    async pass(signal) {
      if (signal.aborted) throw new AppError('CANCELLED');
      if (!opening) return;
      const gaveUp = Promise.withResolvers<never>();
      const cancel = () => gaveUp.reject(new AppError('CANCELLED'));
      signal.addEventListener('abort', cancel, { once: true });
      try {
        await Promise.race([opening, gaveUp.promise]);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    shut(milliseconds) {
      if (opening) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      opening = promise;
      later(milliseconds, () => {
        opening = null;
        resolve();
      });
    },
  };
}
