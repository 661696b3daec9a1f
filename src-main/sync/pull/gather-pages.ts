/**
 * Collects pages on their way into the database. Pages that come while others are being written, or within a moment, are written in
 * one transaction, for a transaction costs as much as many orders; meanwhile the next pages are listed. A page and the cursor behind
 * it are always written together.
 */
import type { Later } from '../../resilience/index.ts';

/** As much of a page as matters here. */
interface SomePage {
  readonly orders: readonly unknown[];
}

export interface GatheredPages<Page extends SomePage> {
  /** Resolves when there is room for the next page. @throws what the writing of this or an earlier page failed with. */
  add(page: Page): Promise<void>;
  /** Resolves when everything that was added is written. @throws as `add` does. */
  end(): Promise<void>;
}

export interface GatherOptions<Page extends SomePage> {
  /** Writes pages in one transaction. */
  readonly write: (pages: readonly Page[]) => Promise<void>;
  readonly later: Later;
  /** So many orders are written together at most, as long as no page alone holds more, and wait meanwhile. */
  readonly mostOrders?: number;
}

/** Written in some 50 ms: what staff save in between waits no longer than that. */
const MOST_ORDERS = 1_000;

/** Pages wait this long for more: nobody notices it, and at full speed some hundred orders come meanwhile. */
const LINGER_MILLISECONDS = 100;

/** Makes a collection of pages that writes them in the background. */
export function gatherPages<Page extends SomePage>({
  write,
  later,
  mostOrders = MOST_ORDERS,
}: GatherOptions<Page>): GatheredPages<Page> {
  let waiting: Page[] = [];
  let held = 0;
  /** Set while some are being written. */
  let writing: Promise<void> | null = null;
  /** Set while pages wait for others to come. */
  let callOff: (() => void) | null = null;
  let failure: { readonly error: unknown } | null = null;

  function take(): Page[] {
    let orders = 0;
    const end = waiting.findIndex((page, place) => {
      orders += sizeOf(page);
      return place > 0 && orders > mostOrders;
    });
    const taken = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    for (const page of taken) held -= sizeOf(page);
    return taken;
  }

  function linger(): void {
    if (writing || waiting.length === 0) return;
    if (held >= mostOrders) begin();
    else callOff ??= later(LINGER_MILLISECONDS, begin);
  }

  function begin(): void {
    callOff?.();
    callOff = null;
    if (writing || waiting.length === 0) return;
    writing = write(take()).then(
      () => {
        writing = null;
        linger();
      },
      (error: unknown) => {
        writing = null;
        failure = { error };
        // What follows on pages that are not there must not be written either.
        waiting = [];
        held = 0;
      },
    );
  }

  function check(): void {
    if (failure) throw failure.error;
  }

  return {
    async add(page) {
      check();
      waiting.push(page);
      held += sizeOf(page);
      linger();
      while (writing && held >= mostOrders) await writing;
      check();
    },
    async end() {
      for (begin(); writing; begin()) await writing;
      check();
    },
  };
}

/** A page without orders takes its place too. */
function sizeOf({ orders }: SomePage): number {
  return Math.max(1, orders.length);
}
