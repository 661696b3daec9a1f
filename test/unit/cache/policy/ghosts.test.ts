import { describe, expect, it } from 'vitest';
import { Ghosts } from '../../../../src-main/cache/policy/ghosts.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';

describe('the ghosts of a cache', () => {
  it('are known until as many bytes as the budget have left after them', () => {
    const ghosts = new Ghosts(100);
    ghosts.add(spread(1), 10, 10);
    ghosts.add(spread(2), 60, 10);
    ghosts.add(spread(3), 40, 10);
    expect(ghosts.take(spread(1))).toBe(true);
    ghosts.add(spread(4), 1, 10);
    ghosts.add(spread(5), 60, 10);
    expect(ghosts.take(spread(2))).toBe(false);
    expect(ghosts.take(spread(3))).toBe(true);
  });

  it('are known once: who has returned must leave again to be one', () => {
    const ghosts = new Ghosts(100);
    ghosts.add(spread(1), 1, 10);
    expect(ghosts.take(spread(1))).toBe(true);
    expect(ghosts.take(spread(1))).toBe(false);
    ghosts.add(spread(1), 1, 10);
    expect(ghosts.take(spread(1))).toBe(true);
  });

  it('who never left is none, whatever else has', () => {
    const ghosts = new Ghosts(1_000);
    for (let key = 0; key < 1_000; key++) ghosts.add(spread(key), 1, 1_000);
    for (let key = 1_000; key < 2_000; key++) expect(ghosts.take(spread(key))).toBe(false);
  });

  it('stay known, most of them, while the cache grows', () => {
    const ghosts = new Ghosts(10_000);
    for (let key = 0; key < 10_000; key++) ghosts.add(spread(key), 1, key + 1);
    const known = Array.from({ length: 10_000 }, (_, key) => ghosts.take(spread(key))).filter(Boolean).length;
    expect(known).toBeGreaterThan(8_000);
  });

  it('are forgotten when all that was learnt is learnt anew', () => {
    const ghosts = new Ghosts(100);
    ghosts.add(spread(1), 1, 10);
    ghosts.clear();
    expect(ghosts.take(spread(1))).toBe(false);
  });
});
