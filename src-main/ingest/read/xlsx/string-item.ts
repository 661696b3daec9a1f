/** A string in a workbook is the text of its `<t>` elements, one behind the other, without the phonetic hints (`<rPh>`). */
import { copyXmlText } from './xml-text.ts';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;

/** Writes the text of the item `bytes[start..end)` to `to[at…]`; gives where it ends. `prefix` is the namespace's length. */
export function collectText(
  bytes: Buffer,
  start: number,
  end: number,
  prefix: number,
  to: Uint8Array,
  at: number,
): number {
  let phonetic = false;
  for (let i = start; i < end; ) {
    if (bytes[i] !== LT) {
      i++;
      continue;
    }
    const closing = bytes[i + 1] === SLASH;
    const name = i + 1 + prefix + (closing ? 1 : 0);
    const tagEnd = bytes.indexOf(GT, name);
    if (tagEnd < 0 || tagEnd >= end) break;
    // `rPh`, against `r` and `rPr`.
    if (bytes[name] === 0x72 && bytes[name + 1] === 0x50 && bytes[name + 2] === 0x68) phonetic = !closing;
    const isText = !closing && bytes[name] === 0x74 && (name + 1 === tagEnd || bytes[name + 1]! <= 0x20);
    i = tagEnd + 1;
    if (isText && !phonetic && bytes[tagEnd - 1] !== SLASH) {
      const stop = textEnd(bytes, i, end);
      at = copyXmlText(bytes, i, stop, to, at);
      i = stop;
    }
  }
  return at;
}

/** Where character data that begins at `start` ends: at the next tag that is not CDATA. */
export function textEnd(bytes: Buffer, start: number, end: number): number {
  let i = start;
  for (;;) {
    while (i < end && bytes[i] !== LT) i++;
    if (i >= end || bytes[i + 1] !== 0x21) return i;
    const close = bytes.indexOf(']]>', i);
    if (close < 0 || close >= end) return end;
    i = close + 3;
  }
}
