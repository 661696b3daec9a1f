/** The system's timer as a function that is handed to whatever acts later. It never keeps the process alive. */

/** Runs `work` after so many milliseconds (as many as a timer can hold, 24 days); gives the way to call it off. */
export function later(milliseconds: number, work: () => void): () => void {
  const LONGEST = 0x7fff_ffff;
  const timer = setTimeout(work, Math.min(Math.max(0, milliseconds), LONGEST));
  timer.unref();
  return () => clearTimeout(timer);
}
