/** A clock for what is asked a million times a second: it is read once a turn of the event loop, or every so many calls. */

const MOST_CALLS = 64;

/**
 * @param now UTC milliseconds
 * @returns the same, late by one turn of the event loop or 63 calls, whichever is less
 */
export function createTurnClock(now: () => number): () => number {
  let time = 0;
  let calls = 0;
  let awaited = false;
  const expire = () => {
    awaited = false;
    calls = 0;
  };
  return () => {
    if (calls === 0) {
      time = now();
      calls = MOST_CALLS;
      if (!awaited) setImmediate(expire).unref();
      awaited = true;
    }
    calls -= 1;
    return time;
  };
}
