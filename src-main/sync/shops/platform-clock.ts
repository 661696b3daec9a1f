/**
 * The time as a platform has it, learnt from what it answers: signatures are refused and windows miss orders where a store's
 * clock is wrong, and store PCs' clocks are.
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
/** What was under way longer says little of the time. */
const LONGEST_TRIP_MILLISECONDS = 10_000;

export function createPlatformClock({ now, onChange, ...options }: PlatformClockOptions): PlatformClock {
  let { offset } = options;

  function learn(date: string | undefined, sentAt: number): void {
    const told = parseHttpDate(date);
    const tookTo = now();
    if (told === null || tookTo < sentAt || tookTo - sentAt > LONGEST_TRIP_MILLISECONDS) return;
    // Half a second: what `Date` cuts off, on average.
    const found = told + 500 - (sentAt + tookTo) / 2;
    if (Math.abs(found - offset) < NOTICED_MILLISECONDS) return;
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
