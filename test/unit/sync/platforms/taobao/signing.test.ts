import { describe, expect, it } from 'vitest';
import { type SignMethod, signTop } from '../../../../../src-main/sync/platforms/taobao/signing.ts';
import vectors from './vectors.json' with { type: 'json' };

describe("TOP's signature", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { params, secret, signMethod, signature }) => {
      const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
      expect(signTop(given, secret, signMethod as SignMethod)).toBe(signature);
    },
  );

  it('signs everything but the signature', () => {
    expect(signTop({ a: '1', sign: 'x' }, 's', 'md5')).toBe(signTop({ a: '1' }, 's', 'md5'));
    expect(signTop({ a: '1', b: '2' }, 's', 'md5')).not.toBe(signTop({ a: '1' }, 's', 'md5'));
  });

  it('sorts names by code unit, so that _ stands before small letters and after capitals', () => {
    expect(signTop({ a_b: '1', ab: '2', aB: '3' }, 's', 'md5')).toBe(
      signTop({ aB: '3', a_b: '1', ab: '2' }, 's', 'md5'),
    );
    // MD5 of `s` + `aB3a_b1ab2` + `s`.
    expect(signTop({ ab: '2', a_b: '1', aB: '3' }, 's', 'md5')).toBe('FA7222611ADBC1DF9B180201F93CE2F3');
  });
});
