import { describe, expect, it } from 'vitest';
import type { WarmOptions, WarmOutcome } from '../../../../src-main/cache/index.ts';
import { type WarmRequest, warmTarget } from '../../../../src-main/warmup/plan/target.ts';

const signal = new AbortController().signal;
const request: WarmRequest = { stage: 'details', rank: 'chain', kind: 'full', days: 7, signal };

/** Everything is loaded, but what is called `bad`. */
function targetOf(inputs: readonly string[], atOnce: number) {
  const asked: (readonly string[])[] = [];
  const target = warmTarget<string>({
    name: 'statuses',
    level: 'L2',
    atOnce,
    plan: () => inputs,
    cached: {
      async warm(some, options?: WarmOptions) {
        asked.push(some);
        return some.map((input, index): WarmOutcome => {
          if (input !== 'bad') return 'loaded';
          options?.onFailed?.(index, new Error(input));
          return 'failed';
        });
      },
    },
  });
  return { target, asked };
}

describe('a target of which so many are warmed at a time', () => {
  it('gives the outcomes and the failures of all of them, in their order', async () => {
    const { target, asked } = targetOf(['a', 'b', 'c', 'bad', 'd'], 2);
    const batch = await target.plan('all', request);
    const failed: number[] = [];
    const outcomes = await batch!.warm({ signal, onFailed: (index) => void failed.push(index) });
    expect(asked).toEqual([['a', 'b'], ['c', 'bad'], ['d']]);
    expect(outcomes).toEqual(['loaded', 'loaded', 'loaded', 'failed', 'loaded']);
    expect(failed).toEqual([3]);
    expect(batch!.size).toBe(5);
  });

  it('asks for no more of them once it is called off', async () => {
    const { target, asked } = targetOf(['a', 'b', 'c'], 1);
    const batch = await target.plan('all', request);
    const abort = new AbortController();
    const warming = batch!.warm({ signal: abort.signal });
    abort.abort();
    await expect(warming).rejects.toThrow();
    expect(asked).toEqual([['a']]);
  });
});
