import { expect, it } from 'vitest';
import { hashKey } from '../../../../../src-main/cache/tiers/disk/key-hash.ts';

it('spreads keys that differ little over all of 64 bits', () => {
  const hashes = new Set<bigint>();
  const ones = new Array<number>(64).fill(0);
  for (let store = 0; store < 200; store++) {
    for (let day = 0; day < 100; day++) {
      const hash = hashKey(`overview:${store}/2026-${day}`);
      hashes.add(hash);
      for (let bit = 0; bit < 64; bit++) ones[bit]! += Number((hash >> BigInt(bit)) & 1n);
    }
  }
  expect(hashes.size).toBe(20_000);
  for (const count of ones) expect(Math.abs(count / 20_000 - 0.5)).toBeLessThan(0.03);
  expect(hashKey('')).toBe(hashKey(''));
  for (const hash of hashes) expect(BigInt.asIntN(64, hash)).toBe(hash);
});
