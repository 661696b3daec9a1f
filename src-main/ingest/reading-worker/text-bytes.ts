/**
 * Texts of orders one behind the other as UTF-8, copied from cells without a string made of any: strings that live for
 * one batch cost more in garbage than everything else about them.
 */
import type { TextColumn } from '../order-batch.ts';

export interface TextBytes {
  /** Appends bytes of valid UTF-8 to the text at hand, whole characters only, at most `longest` UTF-16 units of them. */
  append(bytes: Uint8Array, start: number, end: number, longest: number): void;
  /** The same with what JSON does not allow inside a string escaped, as `JSON.stringify` does it. */
  appendEscaped(bytes: Uint8Array, start: number, end: number, longest: number): void;
  /** Ends the text at hand; without anything appended it is empty. */
  endText(): void;
  /** Gives all texts. Nothing may be appended afterwards: their bytes may go to another thread. */
  column(): TextColumn;
}

/** Bytes from here on begin a character of four, which is two UTF-16 units. */
const FOUR_BYTES = 0xf0;
const FIRST_PLAIN = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** An escaped byte takes up to six: backslash, u and four digits. */
const LONGEST_ESCAPE = 6;

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
const isEscaped = (byte: number): boolean => byte < FIRST_PLAIN || byte === QUOTE || byte === BACKSLASH;

/** How many UTF-16 units begin with a byte. */
const UNITS = Uint8Array.from({ length: 256 }, (_, byte) => (isContinuation(byte) ? 0 : byte >= FOUR_BYTES ? 2 : 1));
const ESCAPE = 3;
/** The same, but for bytes that JSON has escaped. */
const UNITS_OR_ESCAPE = UNITS.map((units, byte) => (isEscaped(byte) ? ESCAPE : units));
/** The escapes, by byte. */
const ESCAPES: readonly Uint8Array[] = Array.from({ length: BACKSLASH + 1 }, (_, byte) =>
  new TextEncoder().encode(JSON.stringify(String.fromCharCode(byte)).slice(1, -1)),
);

/**
 * @param ends is filled with where each text ends; there are as many texts at most.
 * @param spare a buffer that nobody uses any more.
 */
export function createTextBytes(ends: Int32Array, spare = new ArrayBuffer(ends.length * 12)): TextBytes {
  let bytes = new Uint8Array(spare);
  let used = 0;
  let units = 0;
  let ended = 0;

  function makeRoom(more: number): void {
    if (used + more <= bytes.length) return;
    const bigger = new Uint8Array(Math.max(bytes.length * 2, used + more));
    bigger.set(bytes.subarray(0, used));
    bytes = bigger;
  }

  return {
    append(source, start, end, longest) {
      makeRoom(end - start);
      // The loop works on variables of its own: what lies outside the function is written to memory at each step.
      const target = bytes;
      let to = used;
      let left = longest;
      for (let i = start; i < end; i++) {
        const byte = source[i]!;
        left -= UNITS[byte]!;
        if (left < 0) {
          left += UNITS[byte]!;
          break;
        }
        target[to++] = byte;
      }
      used = to;
      units += longest - left;
    },
    appendEscaped(source, start, end, longest) {
      makeRoom((end - start) * LONGEST_ESCAPE);
      const target = bytes;
      let to = used;
      let left = longest;
      let escapes = 0;
      for (let i = start; i < end; i++) {
        const byte = source[i]!;
        const size = UNITS_OR_ESCAPE[byte]!;
        const taken = size === ESCAPE ? 1 : size;
        if (taken > left) break;
        left -= taken;
        if (size !== ESCAPE) {
          target[to++] = byte;
          continue;
        }
        const escaped = ESCAPES[byte]!;
        target.set(escaped, to);
        to += escaped.length;
        escapes += escaped.length - 1;
      }
      used = to;
      units += longest - left + escapes;
    },
    endText() {
      ends[ended++] = units;
    },
    column: () => ({ utf8: bytes.subarray(0, used), ends: ends.subarray(0, ended) }),
  };
}
