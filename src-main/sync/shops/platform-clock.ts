/**
 * A platform's clock, learnt from the `Date` of its answers. Clocks of store PCs are often wrong; signed with a wrong time, calls are
 * refused, and windows of orders miss some.
 */
import { parseHttpDate } from '../../resilience/index.ts';
import type { Transport } from '../platform/index.ts';

export interface PlatformClock {
  /** UTC milliseconds by the platform's clock. */
  now(): number;
  /** The platform's clock less ours, in milliseconds. */
  readonly offset: number;
  /** Gives a transport that listens to the times in the answers. */
  listen(transport: Transport): Transport;
}

export interface PlatformClockOptions {
  /** UTC milliseconds by this computer's clock. */
  readonly now: () => number;
  /** As it was found before. */
  readonly offset: number;
  readonly onChange: (offset: number) => void;
}

/** The answers' `Date` is in whole seconds, and says when the answer was begun: less than this is no difference. */
const NOTICED_MILLISECONDS = 2_000;
/** `Date` is cut to whole seconds: half a second is missing on average. */
const CUT_OFF_MILLISECONDS = 500;
/** An answer that took longer says too little of the time, unless what is believed cannot be at all. */
const LONGEST_TRIP_MILLISECONDS = 10_000;

/** Makes a clock that begins with the offset that was found before. */
export function createPlatformClock({ now, onChange, ...options }: PlatformClockOptions): PlatformClock {
  let { offset } = options;

  function learn(date: string | undefined, sentAt: number): void {
    const told = parseHttpDate(date);
    const tookTo = now();
    if (told === null || tookTo < sentAt) return;
    const trip = tookTo - sentAt;
    const found = told + CUT_OFF_MILLISECONDS - (sentAt + tookTo) / 2;
    // It was begun at some time of the trip, and nobody knows when.
    const blur = trip > LONGEST_TRIP_MILLISECONDS ? trip / 2 : 0;
    if (Math.abs(found - offset) < NOTICED_MILLISECONDS + blur) return;
    offset = Math.abs(found) < NOTICED_MILLISECONDS ? 0 : Math.round(found);
    onChange(offset);
  }

  return {
    now: () => now() + offset,
    get offset() {
      return offset;
    },
    listen: (transport) => async (request, signal) => {
      const sentAt = now();
      const response = await transport(request, signal);
      learn(response.headers.date, sentAt);
      return response;
    },
  };
}
