import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLossless } from '../../../../src-main/sync/platform/lossless-json.ts';

describe('lossless JSON', () => {
  it('keeps every digit of an id that a double cannot hold', () => {
    expect(parseLossless('{"tid":3000000000000000001,"oids":[ 3000000000000000003 ,-9007199254740993]}')).toEqual({
      tid: '3000000000000000001',
      oids: ['3000000000000000003', '-9007199254740993'],
    });
    expect(parseLossless('9007199254740993')).toBe('9007199254740993');
  });

  it('leaves numbers that are exact, fractions and texts as they are', () => {
    const text = '{"a":9007199254740991,"b":12.50,"c":1e21,"d":"x: 3000000000000000001, \\" 3000000000000000001 ,"}';
    expect(parseLossless(text)).toEqual(JSON.parse(text));
  });

  it('is not JSON where JSON is not', () => {
    expect(() => parseLossless('<html>502</html>')).toThrow(SyntaxError);
    expect(() => parseLossless('')).toThrow(SyntaxError);
    expect(() => parseLossless('3000000000000000001 3000000000000000001')).toThrow(SyntaxError);
  });

  it('agrees with a parser that is shown the source of every number', () => {
    const awkward = fc.constantFrom(
      '"',
      '\\',
      ':',
      ',',
      ' ',
      '[',
      '3000000000000000001',
      ': 3000000000000000001,',
      '\n',
    );
    const words = fc.array(awkward, { maxLength: 8 }).map((parts) => parts.join(''));
    const { tree } = fc.letrec<{ tree: string; leaf: string }>((tie) => ({
      leaf: fc.oneof(
        words.map((word) => JSON.stringify(word)),
        fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
        fc.constantFrom('true', 'null'),
      ),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 5 }).map((items) => `[${items.join(' , ')}]`),
        fc
          .array(fc.tuple(words, tie('tree')), { maxLength: 5 })
          .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        expect(parseLossless(text)).toEqual(bySource(text));
      }),
      { numRuns: 300 },
    );
  });
});

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

function bySource(text: string): unknown {
  const revive: Reviver = (_key, value, { source = '' }) =>
    typeof value === 'number' && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value;
  return JSON.parse(text, revive as Parameters<typeof JSON.parse>[1]);
}
