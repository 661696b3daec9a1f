/** UTF-8 as the Unicode standard defines it (table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */

/** Bytes at the end of `bytes[from..to)` that begin a character without ending it: 0 to 3. */
export function incompleteTail(bytes: Uint8Array, from: number, to: number): number {
  for (let back = 1; back <= 3 && to - back >= from; back++) {
    const byte = bytes[to - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** Writes `?` over every byte that belongs to no character; gives how many places (runs of such bytes) there were. */
export function repairUtf8(bytes: Uint8Array): number {
  let places = 0;
  let lastBad = -2;
  for (let i = 0; i < bytes.length; ) {
    if (bytes[i]! < 0x80) {
      i++;
      continue;
    }
    const length = validSequence(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    if (lastBad !== i - 1) places++;
    lastBad = i;
    bytes[i++] = 0x3f;
  }
  return places;
}

/** Non-ASCII characters in valid UTF-8. */
export function countForeign(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0xc0) count++;
  return count;
}

/** Length of the multi-byte character at `i`, 0 if there is none. */
function validSequence(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  const length = sequenceLength(lead);
  if (length < 2 || i + length > bytes.length) return 0;
  const second = bytes[i + 1]!;
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  return length;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}
