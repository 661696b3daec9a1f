/**
 * Work that nobody waits for, done in short stretches. A thread that wakes up where another one is busy waits for the end of that
 * one's time slice, 4 ms on Linux, also when the next processor falls idle meanwhile: on a PC of two processors the slowest answers
 * of a hundred waited so. A thread that sleeps for a moment is passed at once, on every system and without a priority.
 */

/** Milliseconds at a stretch: much less than a time slice, and much more than what falling asleep costs. */
const STRETCH = 0.3;
/** Milliseconds, and the shortest that systems know: they make 0.06 to 16 of it. */
const NAP = 0.01;
/** Milliseconds in all: what comes next may be something that somebody does wait for. */
const MOST_ASLEEP = 50;

export interface GiveWayOptions {
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => void;
}

/**
 * Gives what such work calls between its pieces; it sleeps for a moment when a stretch is over, until it has slept enough. The first
 * stretch begins now.
 */
export function createGiveWay({ now = () => performance.now(), sleep = napper() }: GiveWayOptions = {}): () => void {
  let since = now();
  let asleep = 0;
  return () => {
    const tired = now();
    if (tired - since < STRETCH || asleep >= MOST_ASLEEP) return;
    sleep(NAP);
    since = now();
    asleep += since - tired;
  };
}

function napper(): (milliseconds: number) => void {
  // Nothing ever wakes it up before its time.
  const cell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return (milliseconds) => {
    Atomics.wait(cell, 0, 0, milliseconds);
  };
}
