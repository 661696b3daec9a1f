/** Whether the head office gives signs of life: a server that hangs says nothing by itself, so it is asked for one all the time. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from '../../resilience/index.ts';
import type { Office } from './office.ts';

export interface HeartbeatOptions {
  readonly later: Later;
  /** Nothing is asked meanwhile. */
  readonly paused: () => boolean;
  /** `silent` is another. */
  readonly onChange: () => void;
}

export interface Heartbeat {
  /** It owes an answer for too long, or cannot be reached. */
  readonly silent: boolean;
  /** Asks from now on; an office that is not to be asked for it counts as alive. */
  start(side: Pick<Office, 'beat'>): void;
  close(): void;
}

/** Pause between two signs of life, and how late one may be: a change is noticed within two seconds. */
const BEAT_EVERY_MILLISECONDS = 900;
const BEAT_LATE_MILLISECONDS = 900;

/** Makes it; nobody is asked before `start`. */
export function createHeartbeat({ later, paused, onChange }: HeartbeatOptions): Heartbeat {
  let silent = false;
  let closed = false;
  let callOff: () => void = () => undefined;

  function beat(side: Pick<Office, 'beat'>): void {
    if (closed || !side.beat) return;
    if (paused()) {
      callOff = later(BEAT_EVERY_MILLISECONDS, () => beat(side));
      return;
    }
    const callOffLate = later(BEAT_LATE_MILLISECONDS, () => hush(true));
    const next = () => {
      callOffLate();
      if (!closed) callOff = later(BEAT_EVERY_MILLISECONDS, () => beat(side));
    };
    side.beat().then(
      () => {
        hush(false);
        next();
      },
      (error: unknown) => {
        // Whatever else is wrong the next round tells: here it counts whether anybody answers.
        hush(error instanceof AppError && error.code === 'OFFICE_UNREACHABLE');
        next();
      },
    );
  }

  function hush(next: boolean): void {
    if (silent === next || closed) return;
    silent = next;
    onChange();
  }

  return {
    get silent() {
      return silent;
    },
    start: beat,
    close() {
      closed = true;
      callOff();
    },
  };
}
