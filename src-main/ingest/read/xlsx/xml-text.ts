/** XML character data becomes UTF-8 bytes: the five named entities, numeric ones, CDATA and Excel's `_x000D_`; nothing else expands. */

const AMP = 0x26;
const LT = 0x3c;
const CR = 0x0d;
const LF = 0x0a;
const UNDERSCORE = 0x5f;
const NAMED: Readonly<Record<string, number>> = { amp: AMP, lt: LT, gt: 0x3e, quot: 0x22, apos: 0x27 };

/** Room that `copyXmlText` may need in the target: what it writes is never longer than what it reads. */
export function copyXmlText(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  for (let i = start; i < end; ) {
    const byte = from[i]!;
    if (byte === AMP) {
      const reference = entityAt(from, i, end);
      if (reference !== null) {
        at = putCodePoint(to, at, reference.codePoint);
        i = reference.end;
        continue;
      }
    } else if (byte === UNDERSCORE && i + 7 <= end && from[i + 1] === 0x78 && from[i + 6] === UNDERSCORE) {
      const code = hexadecimal(from, i + 2, i + 6);
      if (code >= 0 && (code < 0xd800 || code > 0xdfff)) {
        at = putCodePoint(to, at, code);
        i += 7;
        continue;
      }
    } else if (byte === CR) {
      // XML reads every kind of newline as one line feed.
      to[at++] = LF;
      i += from[i + 1] === LF && i + 1 < end ? 2 : 1;
      continue;
    } else if (byte === LT) {
      const inner = cdataAt(from, i, end);
      for (let k = inner.start; k < inner.stop; k++) to[at++] = from[k]!;
      i = inner.end;
      continue;
    }
    to[at++] = byte;
    i++;
  }
  return at;
}

const CDATA = Buffer.from('<![CDATA[');
const CDATA_END = Buffer.from(']]>');

function cdataAt(bytes: Uint8Array, at: number, end: number): { start: number; stop: number; end: number } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at);
  if (!text.subarray(0, CDATA.length).equals(CDATA)) return { start: at, stop: at, end: at + 1 };
  const close = text.indexOf(CDATA_END);
  if (close < 0) return { start: at + CDATA.length, stop: end, end };
  return { start: at + CDATA.length, stop: at + close, end: at + close + CDATA_END.length };
}

function entityAt(bytes: Uint8Array, at: number, end: number): { codePoint: number; end: number } | null {
  let close = at + 1;
  // The longest is `&#x10FFFF;`.
  while (close < end && close < at + 10 && bytes[close] !== 0x3b) close++;
  if (bytes[close] !== 0x3b || close >= end) return null;
  const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, close - at - 1).toString('latin1');
  const numeric = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
  const codePoint = numeric
    ? Number.parseInt(numeric[1] ?? numeric[2]!, numeric[1] === undefined ? 10 : 16)
    : NAMED[name];
  if (codePoint === undefined || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return null;
  return { codePoint, end: close + 1 };
}

function hexadecimal(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]! | 0x20;
    const digit =
      byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : bytes[i]! >= 0x30 && bytes[i]! <= 0x39 ? bytes[i]! - 0x30 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function putCodePoint(to: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    to[at++] = code;
  } else if (code < 0x800) {
    to[at++] = 0xc0 | (code >> 6);
    to[at++] = 0x80 | (code & 0x3f);
  } else if (code < 0x10000) {
    to[at++] = 0xe0 | (code >> 12);
    to[at++] = 0x80 | ((code >> 6) & 0x3f);
    to[at++] = 0x80 | (code & 0x3f);
  } else {
    to[at++] = 0xf0 | (code >> 18);
    to[at++] = 0x80 | ((code >> 12) & 0x3f);
    to[at++] = 0x80 | ((code >> 6) & 0x3f);
    to[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}
