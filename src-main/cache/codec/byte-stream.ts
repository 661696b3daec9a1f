/** Small whole numbers, reals and texts as bytes, written one after another and read back in the same order. */
import { AppError } from '#shared/domain/app-error.ts';

export interface ByteSink {
  /** A whole number from 0 to 2^53 - 1, seven bits a byte, the lowest first (LEB128). */
  count(value: number): void;
  byte(value: number): void;
  /** Any number, as its eight bytes. */
  real(value: number): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  /** Everything written so far. */
  all(): Uint8Array;
}

export interface ByteSource {
  count(): number;
  byte(): number;
  real(): number;
  text(): string;
  bytes(): Uint8Array;
}

const encoder = new TextEncoder();

export function createByteSink(): ByteSink {
  let buffer = new Uint8Array(64);
  let length = 0;
  const room = (bytes: number) => {
    if (length + bytes <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + bytes));
    larger.set(buffer);
    buffer = larger;
  };
  const count = (value: number) => {
    room(8);
    let rest = value;
    while (rest > 0x7f) {
      buffer[length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    buffer[length++] = rest;
  };
  const bytes = (value: Uint8Array) => {
    count(value.length);
    room(value.length);
    buffer.set(value, length);
    length += value.length;
  };
  return {
    count,
    bytes,
    byte(value) {
      room(1);
      buffer[length++] = value;
    },
    real(value) {
      room(8);
      new DataView(buffer.buffer).setFloat64(length, value, true);
      length += 8;
    },
    text: (value) => bytes(encoder.encode(value)),
    all: () => buffer.slice(0, length),
  };
}

/** What a payload that breaks its own rules is refused with. The checksum catches damage: this catches a faulty writer. */
export function unreadable(reason: string, cause?: unknown): AppError {
  return new AppError('CACHE_PAYLOAD_UNREADABLE', { action: 'retry', details: { reason }, cause });
}

/** @throws AppError CACHE_PAYLOAD_UNREADABLE when it is read past its end. */
export function createByteSource(buffer: Uint8Array): ByteSource {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 0;
  const take = (length: number) => {
    if (at + length > buffer.length) throw unreadable('cut off');
    at += length;
    return at - length;
  };
  const count = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = buffer[take(1)]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  };
  const bytes = () => {
    const length = count();
    const start = take(length);
    return buffer.subarray(start, start + length);
  };
  return {
    count,
    bytes,
    byte: () => buffer[take(1)]!,
    real: () => new DataView(buffer.buffer, buffer.byteOffset).getFloat64(take(8), true),
    text: () => decoder.decode(bytes()),
  };
}
