/**
 * Heat as bytes: what the policy has learnt, and with which seed keys were hashed. Numbers of 32 bits, lowest byte first:
 * version, seed, place of its setting among all, numbers of counters and of protected, window and
 * probation hashes, then all these.
 */
import { type Learnt, narrow, PROBATION, PROTECTED, SETTINGS, sketchFits, WINDOW } from '../policy/index.ts';

export interface Heat extends Learnt {
  readonly seed: number;
}

/** Another number whenever the layout, the hash or the sketch changes: heat that is read wrongly would be worse than none. */
const VERSION = 0x4d480001;
const HEADER_WORDS = 7;
/** With the hashes below it stays under 1 MB. */
const MOST_COUNTER_WORDS = 131_072;
const MOST_HASHES = 100_000;

export function writeHeat({ seed, setting, counters, order }: Heat): Uint8Array {
  let table = counters;
  while (table.length > MOST_COUNTER_WORDS) table = narrow(table);
  let room = MOST_HASHES;
  const lists = [order[PROTECTED], order[WINDOW], order[PROBATION]].map((hashes) => {
    const kept = hashes.subarray(0, room);
    room -= kept.length;
    return kept;
  });
  const header = [VERSION, seed, setting, table.length, ...lists.map((list) => list.length)];
  const bytes = new Uint8Array(4 * [header, table, ...lists].reduce((words, part) => words + part.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const part of [header, table, ...lists]) {
    for (const word of part) {
      view.setUint32(offset, word, true);
      offset += 4;
    }
  }
  return bytes;
}

/** Null when it was written by another version, or is no heat at all. */
export function readHeat(bytes: Uint8Array): Heat | null {
  if (bytes.length < 4 * HEADER_WORDS || bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = Uint32Array.from({ length: bytes.length / 4 }, (_, word) => view.getUint32(4 * word, true));
  const [version, seed, setting, counters] = [words[0]!, words[1]!, words[2]!, words[3]!];
  if (version !== VERSION || setting >= SETTINGS.length || !sketchFits(counters)) return null;
  const lengths = [counters, words[4]!, words[5]!, words[6]!];
  if (words.length !== lengths.reduce((sum, length) => sum + length, HEADER_WORDS)) return null;
  let offset = HEADER_WORDS;
  const [table, inProtected, inWindow, inProbation] = lengths.map((length) => {
    offset += length;
    return words.slice(offset - length, offset);
  });
  const order = { [PROTECTED]: inProtected!, [WINDOW]: inWindow!, [PROBATION]: inProbation! };
  return { seed, setting, counters: table!, order };
}
