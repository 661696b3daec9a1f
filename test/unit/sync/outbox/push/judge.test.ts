import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import { judge } from '../../../../../src-main/sync/outbox/push/judge.ts';
import type { TakenItem } from '../../../../../src-main/sync/outbox/take-task.ts';

const item = (id: string): TakenItem => ({
  id,
  lane: `listing:1/${id}`,
  push: { kind: 'price', changeId: id, listingId: id, price: 10_000, currency: 'CNY' },
  tries: 1,
  faults: 0,
  fresh: true,
  changes: 1,
});
const failure = (changeId: string, error: AppError) => ({ changeId, outcome: 'failed', error }) as const;
const random = () => 0.5;

describe('what a platform answered of a batch', () => {
  it('counts against the item that it refused, and against nobody else', () => {
    const refused = new AppError('PLATFORM_REFUSED', { action: 'refuse', details: { unsent: true } });
    const outcomes = [{ changeId: 'a', outcome: 'done', version: null } as const, failure('b', refused)];
    const { verdicts, shopFault } = judge([item('a'), item('b')], outcomes, { platform: 'taobao', random });
    expect(verdicts).toMatchObject([{ verdict: 'done' }, { verdict: 'failed', own: true, sure: true }]);
    expect(shopFault).toBeNull();
  });

  it.each([
    [
      'the line broke before it was sent',
      new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { unsent: true } }),
    ],
    ['it is throttled', new AppError('PLATFORM_THROTTLED', { action: 'throttle' })],
    ['it wants another sign-in', new AppError('PLATFORM_SIGN_IN', { action: 'reauthorise' })],
  ])('counts against the shop where %s', (_, error) => {
    const { verdicts, shopFault } = judge([item('a')], [failure('a', error)], { platform: 'taobao', random });
    expect(verdicts).toMatchObject([{ verdict: 'failed', own: false, wait: 0 }]);
    expect(shopFault).toBe(error);
  });

  it('counts against the item where it may have been carried out, or is not spoken of', () => {
    const late = new AppError('PLATFORM_UNREACHABLE', { action: 'retry' });
    const { verdicts, shopFault } = judge([item('a'), item('b')], [failure('a', late)], { platform: 'taobao', random });
    expect(verdicts).toMatchObject([
      { own: true, sure: false },
      { own: true, sure: false },
    ]);
    expect(shopFault).toBeNull();
  });
});
