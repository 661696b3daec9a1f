/** The lanes of a shop that something is under way in. They are taken in turn, so nothing is ever under way in one lane twice. */
import type { Platform } from '../../platform/index.ts';
import type { Taken } from '../take-task.ts';
import { createSeed } from '../uuid7.ts';
import type { ShopParts } from './shop-parts.ts';

export interface LanesInFlight {
  /** Takes what is to be done next, and its lanes with it. @param readSince as in `PushParts.open`. */
  take(platform: Platform, readSince: number): Promise<Taken>;
  /** What was taken is through, however it ended. */
  release(taken: Taken): void;
  close(): void;
}

/** What the platform said longer ago than this is read again before it is overwritten. */
const FRESH_MILLISECONDS = 10 * 60_000;
/** A request that got no answer may still arrive for this long. */
const QUIET_MILLISECONDS = 5_000;

/** Makes it, with nothing under way: what was before this moment is of another process. */
export function createLanesInFlight({ shopId, writer, policies, now, later, random }: ShopParts): LanesInFlight {
  const busy = new Set<string>();
  let taking: Promise<unknown> = Promise.resolve();
  let tooEarly = true;
  const callOffEarly = later(QUIET_MILLISECONDS, () => {
    tooEarly = false;
  });

  return {
    /** One after the other: what one has taken must be known to be busy before the next one looks. */
    take({ capabilities }, readSince) {
      const taken = taking.then(async () => {
        const result = await writer.write('outbox.take', {
          shopId,
          seed: createSeed(random),
          kinds: capabilities.push,
          readBatch: capabilities.readBatch,
          busy: [...busy],
          freshSince: Math.max(readSince, now() - FRESH_MILLISECONDS),
          quietFor: QUIET_MILLISECONDS,
          tooEarly,
          policies: policies(),
        });
        for (const lane of lanesOf(result)) busy.add(lane);
        return result;
      });
      taking = taken.then(
        () => undefined,
        () => undefined,
      );
      return taken;
    },
    release(taken) {
      for (const lane of lanesOf(taken)) busy.delete(lane);
    },
    close: callOffEarly,
  };
}

function lanesOf(taken: Taken): readonly string[] {
  if (taken.step === 'send') return taken.items.map((item) => item.lane);
  if (taken.step === 'read') return taken.lanes;
  return taken.step === 'find-out' ? taken.doubts.map(({ item }) => item.lane) : [];
}
