import { describe, expect, it } from 'vitest';
import { readText, sum } from './read-text.ts';

describe('an order longer than a batch', () => {
  it('goes over in parts that carry the same key and amounts', async () => {
    const rows = Array.from({ length: 25_000 }, (_, i) => `A1,2024-01-01 10:00,P${i},1,2,50000,S`);
    const text = `Order ID,Order Date,Product,Quantity,Price,Order Total,Store\n${rows.join('\n')}\nA2,2024-01-01 10:00,P,1,2,2,S`;
    const { orders, batches, rejected } = await readText(text);
    expect(rejected).toEqual([]);
    expect(orders.length).toBeGreaterThan(2);
    expect(orders.map(({ number }) => number)).toEqual([...orders.slice(1).map(() => 'A1'), 'A2']);
    expect(new Set(orders.map(({ total }) => total))).toEqual(new Set([500_000_000, 20_000]));
    expect(sum(orders.map(({ lines }) => lines.length))).toBe(25_001);
    const keys = batches.flatMap((batch) => (batch.kind === 'orders' ? [...batch.keyHash] : []));
    expect(new Set(keys).size).toBe(2);
  });
});
