import { describe, expect, it } from 'vitest';
import { isSigned, sign1688 } from '../../../../../src-main/sync/platforms/alibaba-1688/signing.ts';
import vectors from './vectors.json' with { type: 'json' };

const textsOf = (params: object): Record<string, string> => params as Record<string, string>;
const vectorOf = (name: string) => vectors.find((vector) => vector.name === name)!;

describe("1688's signature", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, { path, params, secret, signature }) => {
    expect(sign1688(path ?? '', textsOf(params), secret)).toBe(signature);
  });

  it('sorts what is joined, not the names', () => {
    const { path, params, secret, wrongSignature } = vectorOf('1688-prefix-trap');
    expect(sign1688(path ?? '', textsOf(params), secret)).not.toBe(wrongSignature);
  });

  it('proves that a message is from 1688, in small letters or capitals', () => {
    const { params, secret, signature } = vectorOf('1688-push-message');
    expect(isSigned(textsOf(params), secret, signature)).toBe(true);
    expect(isSigned(textsOf(params), secret, signature.toLowerCase())).toBe(true);
    expect(isSigned(textsOf(params), 'another', signature)).toBe(false);
    expect(isSigned({ message: `${textsOf(params).message} ` }, secret, signature)).toBe(false);
    expect(isSigned(textsOf(params), secret, '')).toBe(false);
  });
});
