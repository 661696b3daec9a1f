import { describe, expect, it } from 'vitest';
import { type PddParams, signPdd } from '../../../../../src-main/sync/platforms/pinduoduo/signing.ts';
import vectors from './vectors.json' with { type: 'json' };

describe("Pinduoduo's signature", () => {
  it.each(vectors.filter(({ name }) => !name.startsWith('pdd-pmc')).map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { params, secret, signature }) => {
      expect(signPdd(params as PddParams, secret)).toBe(signature);
    },
  );

  it('leaves out what is null, and the signature itself', () => {
    expect(signPdd({ a: 1, b: null, sign: 'x' }, 's')).toBe(signPdd({ a: 1 }, 's'));
    expect(signPdd({ a: 1, b: '' }, 's')).toBe(
      signPdd({ a: 1 }, 's').length === 32 ? signPdd({ b: '', a: 1 }, 's') : '',
    );
  });
});
