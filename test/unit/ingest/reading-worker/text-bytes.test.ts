import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextBytes } from '../../../../src-main/ingest/reading-worker/text-bytes.ts';

const encoder = new TextEncoder();
const text = fc.string({
  unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '\t', '\u0001', '中', '😀', 'é'), fc.string()),
});

/** The texts of a column as the writer cuts them out. */
function textsOf({ utf8, ends }: { utf8: Uint8Array; ends: Int32Array }): string[] {
  const all = new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8);
  return Array.from(ends, (end, i) => all.slice(i === 0 ? 0 : ends[i - 1]!, end));
}

/** As many whole characters as fit into so many UTF-16 units. */
function cut(value: string, units: number): string {
  const kept = value.slice(0, units);
  return kept.isWellFormed() ? kept : kept.slice(0, -1);
}

describe('texts as bytes', () => {
  it('come out as they went in, cut between characters', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.integer({ min: 0, max: 12 }), (values, longest) => {
        const texts = createTextBytes(new Int32Array(values.length), new ArrayBuffer(3));
        for (const value of values) {
          const bytes = encoder.encode(value);
          texts.append(bytes, 0, bytes.length, longest);
          texts.endText();
        }
        expect(textsOf(texts.column())).toEqual(values.map((value) => cut(value, longest)));
      }),
    );
  });

  it('are escaped as JSON has them', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.integer({ min: 0, max: 12 }), (values, longest) => {
        const texts = createTextBytes(new Int32Array(values.length));
        for (const value of values) {
          const bytes = encoder.encode(value);
          texts.appendEscaped(bytes, 0, bytes.length, longest);
          texts.endText();
        }
        const escaped = values.map((value) => JSON.stringify(cut(value, longest)).slice(1, -1));
        expect(textsOf(texts.column())).toEqual(escaped);
      }),
    );
  });
});
