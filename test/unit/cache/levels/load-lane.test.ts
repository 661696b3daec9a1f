import { describe, expect, it } from 'vitest';
import { createLoadLane, inPieces } from '../../../../src-main/cache/levels/load-lane.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A source whose loads end when the test says so. */
function createSource() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  return {
    begun,
    load: (name: string) => async () => {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.set(name, end);
      await end.promise;
      return name;
    },
    end: (name: string) => ends.get(name)!.resolve(),
    fail: (name: string) => ends.get(name)!.reject(new Error(name)),
  };
}

describe('the lane of loads', () => {
  it('lets what staff wait for pass at once, however much is under way', async () => {
    const source = createSource();
    const lane = createLoadLane(() => 1);
    void lane.run('background', source.load('a'));
    void lane.run('background', source.load('b'));
    void lane.run('staff', source.load('c'));
    void lane.run('staff', source.load('d'));
    await settled();
    expect(source.begun).toEqual(expect.arrayContaining(['a', 'c', 'd']));
    expect(source.begun).not.toContain('b');
  });

  it('has as many in the background under way as there are threads, in their order', async () => {
    const source = createSource();
    const lane = createLoadLane(() => 2);
    const all = ['a', 'b', 'c', 'd'].map((name) => lane.run('background', source.load(name)));
    await settled();
    expect(source.begun).toEqual(['a', 'b']);
    source.end('b');
    await settled();
    expect(source.begun).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) source.end(name);
    await settled();
    source.end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after a load that failed', async () => {
    const source = createSource();
    const lane = createLoadLane(() => 1);
    const failing = lane.run('background', source.load('a'));
    const next = lane.run('background', source.load('b'));
    await settled();
    source.fail('a');
    await expect(failing).rejects.toThrow('a');
    await settled();
    source.end('b');
    expect(await next).toBe('b');
  });
});

describe('pieces', () => {
  it('part what can wait, and leave together what staff wait for', () => {
    expect(inPieces('background', [1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inPieces('staff', [1, 2, 3, 4, 5], 2)).toEqual([[1, 2, 3, 4, 5]]);
  });
});
