/** Small whole numbers and texts as bytes, written one after another and read back in the same order. */

export interface ByteSink {
  /** A whole number from 0 to 2^53 - 1, 7 bits a byte, the lowest first (LEB128). */
  number(value: number): void;
  /** A whole number of either sign; small ones stay small. */
  signed(value: number): void;
  /** A whole number from 0 to 65,535 in two bytes: what repeats at even places compresses better. */
  short(value: number): void;
  /** A text, its length in bytes first. */
  text(value: string): void;
  /** Everything written so far. */
  bytes(): Uint8Array;
}

export interface ByteSource {
  number(): number;
  signed(): number;
  short(): number;
  text(): string;
  /** Whether everything has been read. */
  atEnd(): boolean;
}

/** Gives a sink that grows as it is written to. */
export function createByteSink(): ByteSink {
  let buffer = new Uint8Array(1 << 16);
  let length = 0;
  const room = (count: number) => {
    if (length + count <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + count));
    larger.set(buffer);
    buffer = larger;
  };
  const number = (value: number) => {
    room(8);
    let rest = value;
    while (rest > 0x7f) {
      buffer[length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    buffer[length++] = rest;
  };
  return {
    number,
    signed: (value) => number(value < 0 ? -2 * value - 1 : 2 * value),
    short: (value) => {
      room(2);
      buffer[length++] = value % 0x100;
      buffer[length++] = Math.floor(value / 0x100);
    },
    text: (value) => {
      const encoded = new TextEncoder().encode(value);
      number(encoded.length);
      room(encoded.length);
      buffer.set(encoded, length);
      length += encoded.length;
    },
    bytes: () => buffer.slice(0, length),
  };
}

/** Gives a source of what a sink took. @throws RangeError when it is read past its end. */
export function createByteSource(bytes: Uint8Array): ByteSource {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let at = 0;
  const number = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('read past the end');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  };
  return {
    number,
    signed: () => {
      const value = number();
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    },
    short: () => {
      const low = bytes[at++];
      const high = bytes[at++];
      if (low === undefined || high === undefined) throw new RangeError('read past the end');
      return low + high * 0x100;
    },
    text: () => {
      const length = number();
      if (at + length > bytes.length) throw new RangeError('read past the end');
      at += length;
      return decoder.decode(bytes.subarray(at - length, at));
    },
    atEnd: () => at === bytes.length,
  };
}
