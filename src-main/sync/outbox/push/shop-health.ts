/**
 * How a shop is to be treated after what its platform answered last: after a fault it waits as a whole, longer from fault to fault,
 * and whatever answers makes up for all of them.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import { askedPause, backoff } from '../../../resilience/index.ts';
import { createAlarm } from './alarm.ts';
import type { ShopOutcomes } from './shop-outcomes.ts';
import type { ShopParts } from './shop-parts.ts';

export interface ShopHealth {
  /** Until when nothing is sent, in UTC milliseconds; null: it does not wait. */
  readonly restsUntil: number | null;
  /** The last call failed: something is wrong with the shop or the line. */
  readonly failing: boolean;
  answered(): void;
  /** A call got no answer. Gives how many faults there were in a row, with this one. */
  missed(): number;
  /** Nothing is sent for a while, as long as the platform asked for and more. */
  restAfter(fault: AppError): void;
  /** What stands in the way of the whole shop: it is left alone for a while, or until somebody signs in. */
  blame(fault: AppError): Promise<void>;
  /** Whatever made the shop wait is over. */
  recover(): void;
  /** The line is back: a shop that failed has recovered after so many milliseconds; of any other it is no news. */
  recoverAfter(milliseconds: number): void;
  close(): void;
}

/** Makes the health of a shop that nothing is known against. @param onRested is called when it no longer waits. */
export function createShopHealth(parts: ShopParts, outcomes: ShopOutcomes, onRested: () => void): ShopHealth {
  const { shopId, now, later, random, log, stopping } = parts;
  /** A timer ends the waiting, so a clock that is set does not matter. */
  const rest = createAlarm(now, later);
  let failures = 0;

  function restAfter(fault: AppError): void {
    if (stopping.aborted) return;
    const pause = backoff(Math.max(1, failures), random(), askedPause(fault) ?? 0);
    rest.set(pause, onRested);
    log('debug', 'shop waits', { shopId, code: fault.code, milliseconds: pause });
  }

  return {
    get restsUntil() {
      return rest.at;
    },
    get failing() {
      return failures > 0;
    },
    answered() {
      failures = 0;
    },
    missed() {
      failures += 1;
      return failures;
    },
    restAfter,
    async blame(fault) {
      if (fault.action === 'reauthorise') {
        await outcomes.signIn(fault);
        return;
      }
      if (fault.action !== 'throttle') failures += 1;
      restAfter(fault);
    },
    recover() {
      rest.off();
      failures = 0;
    },
    recoverAfter(milliseconds) {
      // Where nothing has failed, nothing waits for the line.
      if (stopping.aborted || (rest.at === null && failures === 0)) return;
      rest.set(milliseconds, () => {
        failures = 0;
        onRested();
      });
    },
    close: rest.off,
  };
}
