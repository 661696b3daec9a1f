/** Waits that are all ended early when the network returns. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from './timing.ts';

export interface Sleepers {
  /** @throws AppError CANCELLED */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Ends all waits now. */
  wake(): void;
}

/** Makes a set of waits that can be ended together. */
export function createSleepers(later: Later): Sleepers {
  const sleeping = new Set<() => void>();
  return {
    async sleep(milliseconds, signal) {
      if (signal.aborted) throw new AppError('CANCELLED');
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const cancel = () => reject(new AppError('CANCELLED'));
      const callOff = later(milliseconds, resolve);
      signal.addEventListener('abort', cancel, { once: true });
      sleeping.add(resolve);
      try {
        await promise;
      } finally {
        sleeping.delete(resolve);
        callOff();
        signal.removeEventListener('abort', cancel);
      }
    },
    wake() {
      for (const end of sleeping) end();
    },
  };
}
