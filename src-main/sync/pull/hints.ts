/**
 * Hints are what webhooks say has changed. They are gathered for a moment, so that many of them cost one question: a few orders are
 * asked for by their numbers; for more orders, and for anything else, the shop is listed.
 */
import type { Later } from '../../resilience/index.ts';

export interface HintsOptions {
  readonly later: Later;
  /** Asks for these orders alone. */
  readonly ask: (shopId: number, numbers: readonly string[]) => void;
  /** Lists the shop. */
  readonly list: (shopId: number) => void;
}

export interface Hints {
  /** @param number of the order that has changed; null: something else has, or it is not said which. */
  hear(shopId: number, number: string | null): void;
  /** What was gathered is forgotten: it is listed the next time. */
  close(): void;
}

/** Several come of one order placed: of the order, its payment, and the stock of each line. */
export const GATHER_MILLISECONDS = 1_000;
/** Asking for more orders than these one by one costs more calls than listing what changed. */
const MOST_BY_NUMBER = 3;

interface Gathered {
  readonly numbers: Set<string>;
  lists: boolean;
  readonly callOff: () => void;
}

/** Makes an empty collection of hints. */
export function createHints({ later, ask, list }: HintsOptions): Hints {
  const gathered = new Map<number, Gathered>();

  function act(shopId: number): void {
    const hints = gathered.get(shopId);
    gathered.delete(shopId);
    if (!hints) return;
    if (hints.lists || hints.numbers.size > MOST_BY_NUMBER) list(shopId);
    else ask(shopId, [...hints.numbers]);
  }

  return {
    hear(shopId, number) {
      let hints = gathered.get(shopId);
      if (!hints) {
        const callOff = later(GATHER_MILLISECONDS, () => act(shopId));
        hints = { numbers: new Set(), lists: false, callOff };
        gathered.set(shopId, hints);
      }
      if (number === null) hints.lists = true;
      // More than these are listed anyway: a storm of hints takes no memory.
      else if (hints.numbers.size <= MOST_BY_NUMBER) hints.numbers.add(number);
    },
    close() {
      for (const { callOff } of gathered.values()) callOff();
      gathered.clear();
    },
  };
}
