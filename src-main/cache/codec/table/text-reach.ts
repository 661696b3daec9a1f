/**
 * Each text lies somewhere else in memory, and whoever looks at one after another waits for each. Lengths of several can be
 * asked for without waiting in between: the processor then fetches the texts at the same time, and they are near when each
 * is looked at.
 */

/** So many stay in the processor's nearest memory until their turn comes. */
export const TEXTS_AT_ONCE = 128;

/** Gives how many characters the texts from `start` on have, and has them near: at most `TEXTS_AT_ONCE` of them. */
export function reachTexts(texts: readonly string[], start: number): number {
  const end = Math.min(start + TEXTS_AT_ONCE, texts.length);
  let characters = 0;
  for (let row = start; row < end; row++) characters += texts[row]!.length;
  return characters;
}
