import { describe, expect, it } from 'vitest';
import { signAliexpress } from '../../../../../src-main/sync/platforms/aliexpress/signing.ts';
import vectors from './vectors.json' with { type: 'json' };

type Params = Readonly<Record<string, string>>;

describe("AliExpress's signature", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, { path, params, secret, signature }) => {
    // Vectors differ in their parameters: JSON's type has them all, some undefined.
    expect(signAliexpress(path, params as unknown as Params, secret)).toBe(signature);
  });

  it('is not that of names sorted as a locale sorts them', () => {
    const trap = vectors.find(({ name }) => name === 'ae-ascii-order-trap')!;
    expect(trap.wrongSignature).toMatch(/^[0-9A-F]{64}$/);
    expect(signAliexpress('', trap.params as unknown as Params, trap.secret)).not.toBe(trap.wrongSignature);
  });

  it('leaves out itself and what has no value', () => {
    const params = { app_key: '1', method: 'demo' };
    expect(signAliexpress('', { ...params, sign: 'x', empty: '' }, 's')).toBe(signAliexpress('', params, 's'));
  });

  it('has the path of a system call in front', () => {
    expect(signAliexpress('/auth/token/refresh', { a: '1' }, 's')).not.toBe(signAliexpress('', { a: '1' }, 's'));
  });
});
