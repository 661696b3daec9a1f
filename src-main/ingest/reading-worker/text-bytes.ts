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

const ASCII_END = 0x80;
/** Bytes from here on begin a character of four, which is two UTF-16 units. */
const FOUR_BYTES = 0xf0;
const FIRST_PLAIN = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** An escaped byte takes up to six: backslash, u and four digits. */
const LONGEST_ESCAPE = 6;

/** Escapes by byte; undefined for a byte that stays as it is. */
const ESCAPES: readonly (Uint8Array | undefined)[] = Array.from({ length: ASCII_END }, (_, byte) => {
  const plain = byte >= FIRST_PLAIN && byte !== QUOTE && byte !== BACKSLASH;
  return plain ? undefined : new TextEncoder().encode(JSON.stringify(String.fromCharCode(byte)).slice(1, -1));
});

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

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
      let left = longest;
      for (let i = start; i < end; i++) {
        const byte = source[i]!;
        if (!isContinuation(byte)) {
          const size = byte >= FOUR_BYTES ? 2 : 1;
          if (size > left) break;
          left -= size;
        }
        bytes[used++] = byte;
      }
      units += longest - left;
    },
    appendEscaped(source, start, end, longest) {
      makeRoom((end - start) * LONGEST_ESCAPE);
      let left = longest;
      for (let i = start; i < end; i++) {
        const byte = source[i]!;
        if (!isContinuation(byte)) {
          const size = byte >= FOUR_BYTES ? 2 : 1;
          if (size > left) break;
          left -= size;
          units += size;
        }
        const escaped = byte < ASCII_END ? ESCAPES[byte] : undefined;
        if (escaped === undefined) {
          bytes[used++] = byte;
          continue;
        }
        bytes.set(escaped, used);
        used += escaped.length;
        units += escaped.length - 1;
      }
    },
    endText() {
      ends[ended++] = units;
    },
    column: () => ({ utf8: bytes.subarray(0, used), ends: ends.subarray(0, ended) }),
  };
}
