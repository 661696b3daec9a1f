/**
 * Gives equal texts of a column as one and the same string where they come again soon. What looks at them later then finds
 * them in the processor's memory: a string of its own for each row costs a trip to main memory whenever it is looked at.
 */

export interface TextRecall {
  /** The same text; an earlier string of it, if that is still known. */
  known(text: string): string;
}

const SLOTS = 4_096;
/** After so many texts it is given up where less than half of them were known. */
const TRIAL_TEXTS = 8_192;

export function createTextRecall(): TextRecall {
  const slots: string[] = new Array(SLOTS).fill('');
  let asked = 0;
  let found = 0;
  let useful = true;

  return {
    known(text) {
      if (!useful) return text;
      const slot = slotOf(text);
      const before = slots[slot]!;
      if (asked < TRIAL_TEXTS && ++asked === TRIAL_TEXTS) useful = found * 2 >= asked;
      if (before !== text) {
        slots[slot] = text;
        return text;
      }
      found++;
      return before;
    },
  };
}

/** By length and the last letters, where codes and names differ. */
function slotOf(text: string): number {
  const last = text.length - 1;
  if (last < 2) return last < 0 ? 0 : text.charCodeAt(last);
  const end = Math.imul(text.charCodeAt(last), 31) ^ Math.imul(text.charCodeAt(last - 1), 961);
  const mixed =
    end ^ Math.imul(text.charCodeAt(last - 2), 29_791) ^ Math.imul(text.charCodeAt(last >> 1), 1_171) ^ last;
  return (mixed ^ (mixed >>> 12)) & (SLOTS - 1);
}
