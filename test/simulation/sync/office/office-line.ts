/** The head office that the computers of a chain share, and their lines to it: gone, slow, or heard of only after it has acted. */
import type { Office } from '../../../../src-main/sync/head-office/index.ts';
import type { VirtualTime } from '../../../virtual-time/index.ts';
import { createMemoryOffice, type MemoryOffice, officeUnreachable } from './memory-office.ts';

export interface SimOffice {
  readonly server: MemoryOffice;
  goDown(milliseconds: number): void;
  slowDown(milliseconds: number): void;
  calm(): void;
  line(options: OfficeLineOptions): OfficeLine;
}

export interface OfficeLineOptions {
  readonly isUp: () => boolean;
  /** What a process that has ended is waiting for never comes. */
  readonly mortal: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly onCall: (what: string) => void;
}

export interface OfficeLine {
  readonly office: Office;
  /** After so many more answers one is lost. */
  loseAnswer(after: number): void;
}

/** Longest way there, and back. */
const WAY_MILLISECONDS = 60;
const SLOW_MILLISECONDS = 8_000;
const REFUSED_MILLISECONDS = 40;

/** @param random in [0, 1). */
export function createSimOffice(time: VirtualTime, random: () => number): SimOffice {
  let downUntil = 0;
  let slowUntil = 0;
  const way = () => 1 + Math.floor(random() * (time.elapsed() < slowUntil ? SLOW_MILLISECONDS : WAY_MILLISECONDS));
  const server = createMemoryOffice({ pause: () => time.sleep(way()), now: time.now });

  return {
    server,
    goDown(milliseconds) {
      downUntil = time.elapsed() + milliseconds;
    },
    slowDown(milliseconds) {
      slowUntil = time.elapsed() + milliseconds;
    },
    calm() {
      downUntil = 0;
      slowUntil = 0;
    },
    line({ isUp, mortal, onCall }) {
      let lostAfter: number | null = null;
      const isThere = () => isUp() && time.elapsed() >= downUntil;

      async function over<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
        if (!isThere()) {
          await time.sleep(REFUSED_MILLISECONDS);
          throw officeUnreachable();
        }
        await time.sleep(way());
        if (!isThere()) throw officeUnreachable();
        onCall(name);
        const value = structuredClone(await work());
        await time.sleep(way());
        if (!isThere() || isLost()) throw officeUnreachable();
        return value;
      }

      function isLost(): boolean {
        if (lostAfter === null || lostAfter-- > 0) return false;
        lostAfter = null;
        return true;
      }

      const call =
        <Args extends readonly unknown[], Value>(name: string, work: (...args: Args) => Promise<Value>) =>
        (...args: Args) =>
          mortal(() => over(name, () => work(...args)));
      return {
        office: {
          open: call('open', server.open),
          pushMasters: call('masters', server.pushMasters),
          pushStock: call('stock', server.pushStock),
          pushOrders: call('orders', server.pushOrders),
          told: call('told', server.told),
          pull: call('pull', server.pull),
          count: call('count', server.count),
          claims: {
            take: call('claim', server.claims.take),
            keep: call('keep claim', server.claims.keep),
            leave: call('leave claim', server.claims.leave),
          },
          close: server.close,
        },
        loseAnswer(after) {
          lostAfter = after;
        },
      };
    },
  };
}
