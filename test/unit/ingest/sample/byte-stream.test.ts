import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteSink, createByteSource } from '../../../../src-main/ingest/sample/byte-stream.ts';
import { createRecentReader, createRecentWriter } from '../../../../src-main/ingest/sample/recent-values.ts';

describe('a byte stream', () => {
  it('gives back what was written, in order', () => {
    const item = fc.record({
      natural: fc.maxSafeNat(),
      // Zigzag doubles a number: its range is half of the safe one.
      signed: fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
      short: fc.integer({ min: 0, max: 65_535 }),
      text: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const sink = createByteSink();
        for (const { natural, signed, short, text } of items) {
          sink.number(natural);
          sink.signed(signed);
          sink.short(short);
          sink.text(text);
        }
        const source = createByteSource(sink.bytes());
        const read = items.map(() => ({
          natural: source.number(),
          signed: source.signed(),
          short: source.short(),
          text: source.text(),
        }));
        expect(read).toEqual(items);
        expect(source.atEnd()).toBe(true);
      }),
    );
  });

  it('refuses to be read past its end', () => {
    const sink = createByteSink();
    sink.text('cut off');
    const source = createByteSource(sink.bytes().subarray(0, 4));
    expect(() => source.text()).toThrow(RangeError);
    expect(() => createByteSource(new Uint8Array([0x80])).number()).toThrow(RangeError);
    expect(() => createByteSource(new Uint8Array([1])).short()).toThrow(RangeError);
  });
});

describe('recent values', () => {
  it('are read as they were written, whatever repeats', () => {
    const entry = fc.tuple(fc.nat(3), fc.constantFrom('a', 'b', 'c', 'd', ''));
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const places = createByteSink();
        const texts = createByteSink();
        const write = createRecentWriter(places, texts);
        for (const [key, value] of entries) write(key, value);
        const read = createRecentReader(createByteSource(places.bytes()), createByteSource(texts.bytes()));
        expect(entries.map(([key]) => read(key))).toEqual(entries.map(([, value]) => value));
      }),
    );
  });
});
