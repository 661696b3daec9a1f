import { describe, expect, it } from 'vitest';
import { AppError, type ErrorAction } from '#shared/domain/app-error.ts';
import {
  done,
  findCarrier,
  groupBy,
  type PushItem,
  pushByKind,
  pushGroups,
  wholeCents,
  wholePieces,
} from '../../../../src-main/sync/platform/index.ts';

const item = (changeId: string): PushItem => ({ kind: 'title', changeId, listingId: changeId, title: 'x' });
const fault = (action: ErrorAction) => new AppError('PLATFORM_REFUSED', { action, details: { platform: 'any' } });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(item) as [PushItem, PushItem, PushItem, PushItem];

/** Sends groups; those with the bad item in them are turned away. */
function sending(bad: string, error: AppError) {
  const sent: string[] = [];
  const send = async (group: readonly PushItem[]) => {
    sent.push(group.map(({ changeId }) => changeId).join());
    if (group.some(({ changeId }) => changeId === bad)) throw error;
    return group.map(done);
  };
  return { sent, send };
}

describe('groups of items', () => {
  it('are put together by what they belong to, and no larger than is allowed', () => {
    expect(groupBy(['a1', 'b1', 'a2', 'a3', 'b2'], (text) => text[0]!, 2)).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
      ['a3'],
    ]);
  });

  it('of which one is turned away for one of its items are sent item by item', async () => {
    const { sent, send } = sending('b', fault('refuse'));
    const outcomes = await pushGroups([[a, b, c], [d]], send);
    expect(sent).toEqual(['a,b,c', 'a', 'b', 'c', 'd']);
    expect(outcomes.map(({ changeId, outcome }) => [changeId, outcome])).toEqual([
      ['a', 'done'],
      ['b', 'failed'],
      ['c', 'done'],
      ['d', 'done'],
    ]);
  });

  it.each(['throttle', 'retry', 'reauthorise'] as const)(
    'fail as a whole by a fault (%s) at the very first',
    async (action) => {
      const { sent, send } = sending('a', fault(action));
      await expect(pushGroups([[a, b], [c]], send)).rejects.toMatchObject({ action });
      expect(sent).toEqual(['a,b']);
    },
  );

  it('that went out before the platform failed are not forgotten, and those after it were surely not sent', async () => {
    const { sent, send } = sending('b', fault('throttle'));
    const outcomes = await pushGroups([[a], [b], [c, d]], send);
    expect(sent).toEqual(['a', 'b']);
    expect(outcomes).toMatchObject([
      { changeId: 'a', outcome: 'done' },
      { changeId: 'b', outcome: 'failed', error: { action: 'throttle', details: { platform: 'any' } } },
      { changeId: 'c', outcome: 'failed', error: { action: 'throttle', details: { unsent: true } } },
      { changeId: 'd', outcome: 'failed', error: { action: 'throttle', details: { unsent: true } } },
    ]);
  });

  it('that stumble over a mistake of ours are not taken for refused', async () => {
    const send = async () => {
      throw new TypeError('no such thing');
    };
    await expect(pushGroups([[a]], send)).rejects.toThrow(TypeError);
  });
});

describe('items of a kind', () => {
  it('are set aside where the platform takes no such thing', async () => {
    await expect(pushByKind('any', [a], {})).rejects.toMatchObject({
      action: 'park',
      code: 'PUSH_UNSUPPORTED',
      details: { kind: 'title' },
    });
    expect(await pushByKind('any', [], {})).toEqual([]);
  });

  it('are set aside where they are not whole', () => {
    expect(wholePieces('any', -3_000)).toBe(-3);
    const piecesAndAHalf = {
      action: 'park',
      code: 'WHOLE_PIECES_ONLY',
      details: { platform: 'any', value: '1.5', unsent: true },
    };
    expect(() => wholePieces('any', 1_500)).toThrow(expect.objectContaining(piecesAndAHalf));
    expect(wholeCents('any', 199_900)).toBe(1_999);
    const halfACent = {
      action: 'park',
      code: 'WHOLE_CENTS_ONLY',
      details: { platform: 'any', value: '19.995', unsent: true },
    };
    expect(() => wholeCents('any', 199_950)).toThrow(expect.objectContaining(halfACent));
  });
});

describe('a carrier', () => {
  const known = [
    { code: 'SF', name: '顺丰速运' },
    { code: 'YTO', name: '圆通速递' },
    { code: 'YUNDA', name: '韵达快递' },
    { code: 'YUNDAKY', name: '韵达快运' },
  ];

  it.each([
    ['sf', 'SF'],
    ['圆通速递', 'YTO'],
    ['圆通', 'YTO'],
    ['圆通速递有限公司', 'YTO'],
    ['SF Express', 'SF'],
    [' 顺丰速运 ', 'SF'],
    ['韵达快运', 'YUNDAKY'],
  ])('written as %s is %s', (said, code) => {
    expect(findCarrier('any', known, said).code).toBe(code);
  });

  it.each(['韵达', 'Pigeon Post', '', ' '])('written as "%s" is nobody, and asked for', (said) => {
    const unknown = {
      code: 'CARRIER_UNKNOWN',
      action: 'park',
      details: { platform: 'any', carrier: said, unsent: true },
    };
    expect(() => findCarrier('any', known, said)).toThrow(expect.objectContaining(unknown));
  });
});
