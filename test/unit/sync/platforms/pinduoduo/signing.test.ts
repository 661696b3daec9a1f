import { describe, expect, it } from 'vitest';
import { messageDigest, type PddParams, signPdd } from '../../../../../src-main/sync/platforms/pinduoduo/signing.ts';
import vectors from './vectors.json' with { type: 'json' };

const ofMessages = (name: string) => name.startsWith('pdd-pmc');

describe("Pinduoduo's signature", () => {
  it.each(vectors.filter(({ name }) => !ofMessages(name)).map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { params, secret, signature }) => {
      expect(signPdd(params as PddParams, secret)).toBe(signature);
    },
  );

  it.each(vectors.filter(({ name }) => ofMessages(name)).map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { params, secret, signature }) => {
      expect(messageDigest(String(params.clientId), Number(params.timestamp), secret)).toBe(signature);
    },
  );

  it('leaves out what is null, and the signature itself, but not an empty text', () => {
    expect(signPdd({ a: 1, b: null, sign: 'x' }, 's')).toBe(signPdd({ a: 1 }, 's'));
    // MD5 of `s` + `a1b` + `s`.
    expect(signPdd({ b: '', a: 1 }, 's')).toBe('2654DE9044B9D81FB56D58F7F899F5DB');
  });
});
