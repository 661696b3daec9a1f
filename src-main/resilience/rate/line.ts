/**
 * The calls that wait for their turn at one shop: staff's before background ones, each in the order in which they came. A call that
 * is tried again goes to the front of its own kind.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Turn, TurnRequest } from './rate-limiter.ts';

export interface Waiting extends TurnRequest {
  readonly let: (turn: Turn) => void;
  readonly turnAway: (error: AppError) => void;
}

export interface Line {
  /** Resolves with the turn. @throws AppError CANCELLED */
  join(request: TurnRequest): Promise<Turn>;
  /** Who is next; null: nobody waits. */
  readonly first: Waiting | null;
  /** Takes out who is next. */
  leave(): void;
  /** Lets one go without a turn, if he is still there. */
  turnAway(waiting: Waiting, error: AppError): void;
}

/** `changed` is called when another one is next. */
export function createLine(changed: () => void): Line {
  const lanes: Readonly<Record<TurnRequest['priority'], Waiting[]>> = { staff: [], background: [] };
  const first = () => lanes.staff[0] ?? lanes.background[0] ?? null;

  return {
    async join(request) {
      const { signal, priority, isAgain } = request;
      if (signal.aborted) throw new AppError('CANCELLED');
      const { promise, resolve, reject } = Promise.withResolvers<Turn>();
      const waiting: Waiting = { ...request, let: resolve, turnAway: reject };
      const lane = lanes[priority];
      const cancel = () => {
        const place = lane.indexOf(waiting);
        if (place !== -1) lane.splice(place, 1);
        reject(new AppError('CANCELLED'));
        changed();
      };
      signal.addEventListener('abort', cancel, { once: true });
      if (isAgain) lane.unshift(waiting);
      else lane.push(waiting);
      changed();
      try {
        return await promise;
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    get first() {
      return first();
    },
    turnAway(waiting, error) {
      const lane = lanes[waiting.priority];
      const place = lane.indexOf(waiting);
      if (place === -1) return;
      lane.splice(place, 1);
      waiting.turnAway(error);
    },
    leave() {
      const next = first();
      if (next) lanes[next.priority].shift();
    },
  };
}
